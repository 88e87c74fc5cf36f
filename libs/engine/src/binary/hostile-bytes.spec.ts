import { expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { View } from '../compile/view.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { randomFirewalls } from '../testing/random-firewalls.ts';
import { createRandom } from '../testing/random.ts';
import { BINARY_VIEW_VERSION, BinaryViewError } from './format.ts';
import { loadView } from './load-view.ts';
import { packView } from './pack-view.ts';

function firstOf<Value>(make: (seed: number) => Value, isWanted: (value: Value) => boolean): Value {
  for (let seed = 0; ; seed += 1) {
    const value = make(seed);
    if (isWanted(value)) return value;
  }
}

const nothing = (): never => { throw new RangeError('nothing to restore'); };
const load = (buffer: ArrayBufferLike): View => loadView(buffer, nothing);
/** The first random world whose firewalls have rules. */
const view = firstOf((seed) => compile(randomFirewalls(seed)), ({ programs }) => programs.ingress.peers.length > 0);

it.each([0, 1, 8, 24, 40])('%i bytes are no view', (length) => {
  expect(() => load(packView(view).slice(0, length))).toThrow(BinaryViewError);
});

it('what is cut off anywhere, or goes on too long, is refused', () => {
  forSeeds(40, (seed) => {
    const buffer = packView(view); const random = createRandom(seed);
    expect(() => load(buffer.slice(0, random.below(buffer.byteLength)))).toThrow(BinaryViewError);
    const longer = new Uint8Array(buffer.byteLength + 8);
    longer.set(new Uint8Array(buffer));
    expect(() => load(longer.buffer)).toThrow('cut off');
  });
});

it('a changed bit anywhere is seen', () => {
  forSeeds(200, (seed) => {
    const buffer = packView(view); const random = createRandom(seed);
    const bytes = new Uint8Array(buffer); const at = random.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    expect(() => load(buffer)).toThrow(BinaryViewError);
  });
});

it('another version says which it is', () => {
  const buffer = packView(view);
  new Uint32Array(buffer)[1] = BINARY_VIEW_VERSION + 1;
  let error: unknown;
  try { load(buffer); } catch (thrown) { error = thrown; }
  expect(error).toMatchObject({ reason: 'other-version', message: `The binary view cannot be read: it is of format ${String(BINARY_VIEW_VERSION + 1)}, not ${String(BINARY_VIEW_VERSION)}.` });
});

it('random bytes under a sound beginning are refused', () => {
  const buffer = new ArrayBuffer(4096);
  new Uint8Array(buffer).set(new Uint8Array(packView(view), 0, 24));
  new Float64Array(buffer, 16, 1)[0] = 4096;
  expect(() => load(buffer)).toThrow(BinaryViewError);
});

const withProgram = (column: 'peers' | 'traffic' | 'ofClass', value: number): View => {
  const programs = { ...view.programs.ingress, [column]: view.programs.ingress[column].map(() => value) };
  return { ...view, programs: { ...view.programs, ingress: programs } };
};

it.each([
  ['a peer set that is not there', withProgram('peers', 1_000_000)], ['a connection set that is not there', withProgram('traffic', -1)], ['a program that is not there', withProgram('ofClass', 1_000_000)],
  ['a class that is not there', { ...view, classes: { ...view.classes, ofEndpoint: view.classes.ofEndpoint.map(() => 77_777) } }],
  ['a member off the axis', { ...view, peerSets: { ...view.peerSets, count: view.peerSets.count, membersOf: () => Int32Array.of(-5) } }],
  ['fewer classes than endpoints', { ...view, classes: { ...view.classes, ofEndpoint: new Int32Array(0) } }],
  ['a universe that is not there', { ...view, universes: [99_999, 0, 0, 0] }],
])('%s is refused', (_, damaged) => {
  expect(() => load(packView(damaged))).toThrow(BinaryViewError);
});
