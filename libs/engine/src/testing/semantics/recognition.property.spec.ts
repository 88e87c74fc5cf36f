import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../enforcers/assess.ts';
import { readTexts } from '../../read/session.ts';
import { buildSnapshot } from '../../read/snapshot/build-snapshot.ts';
import { recognised, type Thing } from '../recognised-cluster.ts';
import { SITUATIONS } from '../recognised-situations.ts';

const situations = fc.constantFrom(...SITUATIONS);
const verdictOf = (things: readonly Thing[]): string => recognised(things).verdict;

describe('recognition', () => {
  it.each(SITUATIONS)('RE-17 never takes more for certain of $name without one kind', ({ things, verdict }) => {
    const whole = verdict.split(' ')[0];
    for (const missing of new Set(things.map(({ kind }) => kind))) {
      const rest = verdictOf(things.filter(({ kind }) => kind !== missing));
      if (whole === 'YES') expect(rest, `without ${missing}`).not.toBe('NO');
      else expect(rest, `without ${missing}`).not.toBe('YES');
    }
  });

  it('RE-17 nor without any set of kinds takes what does not filter for what does', () => {
    fc.assert(fc.property(situations, fc.nat(), ({ things, verdict }, bits) => {
      const kinds = [...new Set(things.map(({ kind }) => kind))];
      const rest = things.filter(({ kind }) => (bits >> kinds.indexOf(kind)) % 2 === 0);
      return rest.length === 0 || !verdict.startsWith('NO ') || verdictOf(rest) !== 'YES';
    }), { numRuns: 300 });
  });

  it('RE-1 does not depend on the order of objects, nor on names and namespaces of workloads', () => {
    fc.assert(fc.property(situations, fc.infiniteStream(fc.nat()), ({ things }, keys) => {
      const shuffled = things.map((thing) => ({ thing, key: keys.next().value ?? 0 })).sort((a, b) => a.key - b.key).map(({ thing }) => thing);
      const renamed = shuffled.map((thing) => (thing.kind === 'DaemonSet' ? { ...thing, metadata: { name: `x-${thing.metadata.name}`, namespace: 'elsewhere' } } : thing));
      // Evidence names the objects that show it.
      expect({ ...recognised(renamed), evidence: [] }).toEqual({ ...recognised(things), evidence: [] });
    }), { numRuns: 60 });
  });

  it('RE-13 gives the same from objects that were stored and came back', () => {
    fc.assert(fc.property(situations, ({ things }) => {
      const read = readTexts([{ file: 'x', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: things }) }]);
      const stored = JSON.parse(JSON.stringify(read.objects)) as typeof read.objects;
      expect(assess(buildSnapshot(stored, read.coverage).snapshot)).toEqual(assess(buildSnapshot(read.objects, read.coverage).snapshot));
    }), { numRuns: 60 });
  });
});
