import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import type { CompiledViewKey } from '@postern/db';
import { BINARY_VIEW_VERSION, loadView, packView } from '@postern/engine';
import type { Coverage, EnforcementAssessment, View } from '@postern/engine';
import type { LoadedView } from '../loaded-view.ts';
import { viewKeyText } from '../view-key.ts';
import type { ViewKey } from '../view-key.ts';
import { factsFrom, factsJson } from './cluster-facts.ts';
import type { FactsJson } from './cluster-facts.ts';
import { onlyInWhole } from './whole-view-wanted.ts';

interface Head {
  readonly assessment: EnforcementAssessment;
  readonly isEnforcementKnown: boolean;
  readonly coverage: Coverage;
  readonly facts: FactsJson;
  /** Bytes of each view; null where nobody is known to enforce. */
  readonly specified: number;
  readonly enforced: number | null;
}

/** Length of all that follows, then of the head. */
const PREFIX_BYTES = 16;
/** More than the largest view may come to when it is unpacked. */
const MOST_BYTES = 2 ** 30;
/** What is decoded from a view besides, as a multiple of its bytes. */
const DECODED = 2;

const padded = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** Under which key the bytes of a view are kept: they hold for one build of the engine alone. */
export function storedViewKey(key: ViewKey, build: string): CompiledViewKey {
  const digest = createHash('sha256').update(JSON.stringify([build, BINARY_VIEW_VERSION, viewKeyText(key)])).digest();
  return { clusterId: key.clusterId, sequence: key.sequence, digest };
}

/** Under which key it is kept what the policies of a view do. */
export function storedImpactsKey(key: ViewKey, build: string): CompiledViewKey {
  const digest = createHash('sha256').update(JSON.stringify([build, 'policy impacts', viewKeyText(key)])).digest();
  return { clusterId: key.clusterId, sequence: key.sequence, digest };
}

/** A whole view as bytes: both readings of the version, and what descriptions say of its objects. */
export function storeView(loaded: LoadedView): Uint8Array {
  const specified = packView(loaded.view); const enforced = loaded.enforced === null ? null : packView(loaded.enforced.view);
  const head: Head = {
    assessment: loaded.assessment, isEnforcementKnown: loaded.isEnforcementKnown, coverage: loaded.coverage, facts: factsJson(loaded.snapshot, loaded.view.firewalls.endpoints),
    specified: specified.byteLength, enforced: enforced?.byteLength ?? null,
  };
  const text = Buffer.from(JSON.stringify(head));
  const bytes = new Uint8Array(PREFIX_BYTES + padded(text.length) + specified.byteLength + (enforced?.byteLength ?? 0));
  new Float64Array(bytes.buffer, 0, 2).set([bytes.length, text.length]);
  bytes.set(text, PREFIX_BYTES);
  bytes.set(new Uint8Array(specified), PREFIX_BYTES + padded(text.length));
  if (enforced !== null) bytes.set(new Uint8Array(enforced), PREFIX_BYTES + padded(text.length) + specified.byteLength);
  return zstdCompressSync(bytes);
}

/**
 * A view from bytes of {@link storeView}. What needs the objects themselves throws `WholeViewWanted`.
 *
 * @throws {BinaryViewError | Error} where they are damaged: what to do is to compile anew
 */
export function restoreView(key: ViewKey, content: Uint8Array): LoadedView {
  const bytes = new Uint8Array(zstdDecompressSync(content, { maxOutputLength: MOST_BYTES, chunkSize: 1 << 20 }));
  const [total = 0, length = 0] = new Float64Array(bytes.buffer, 0, 2);
  if (total !== bytes.length || !(length < total)) throw new RangeError('the bytes of a stored view are incomplete');
  const head = JSON.parse(Buffer.from(bytes.buffer, PREFIX_BYTES, length).toString()) as Head;
  const from = PREFIX_BYTES + padded(length);
  const view = loadView(bytes.buffer.slice(from, from + head.specified), onlyInWhole);
  const both = {
    key, assessment: head.assessment, isEnforcementKnown: head.isEnforcementKnown, coverage: head.coverage, facts: factsFrom(head.facts, view.firewalls.endpoints), bytes: DECODED * bytes.length,
    get snapshot() { return onlyInWhole(); }, get policyObjects() { return onlyInWhole(); }, get enforcedFindings() { return onlyInWhole(); },
  };
  const readingOf = (of: View, enforced: LoadedView | null): LoadedView => Object.defineProperties({ view: of, firewalls: of.firewalls, answers: new Map(), enforced }, Object.getOwnPropertyDescriptors(both)) as LoadedView;
  const enforcedView = head.enforced === null ? null : loadView(bytes.buffer.slice(from + head.specified, from + head.specified + head.enforced), onlyInWhole);
  return readingOf(view, enforcedView === null ? null : readingOf(enforcedView, null));
}
