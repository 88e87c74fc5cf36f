import { createHash } from 'node:crypto';
import type { Coverage, Diagnostic } from '@postern/engine';

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const lines = (items: readonly unknown[]): string => items.map((item) => JSON.stringify(item)).sort(compare).join('\n');
const FORMAT = 1;

/** What a Collection record declares, without when and by whom: a second collection of the same is the same. */
const declared = ({ collection }: Coverage): string =>
  collection === undefined ? 'undeclared' : lines(collection.collected.map(({ group, kind, namespaces }) => [group, kind, namespaces === '*' ? '*' : [...namespaces].sort(compare)]));

// Places and messages, which name places, are kept apart from digests: a comment added on top changes no content.
const diagnosed = (diagnostics: readonly Diagnostic[]): string =>
  lines(diagnostics.map(({ severity, code, state, path, resource }) => [severity, code, state, path, resource?.group, resource?.kind, resource?.namespace, resource?.name]));

/** The part of the content digest that stands before the objects. */
export const contentHead = (coverage: Coverage, diagnostics: readonly Diagnostic[]): string => [
  `postern content ${FORMAT}`, declared(coverage), lines(coverage.kinds.map(({ group, version, kind, count, isUnderstood }) => [group, version, kind, count, isUnderstood])), diagnosed(diagnostics), '',
].join('\n\n');

/** The part of the semantic digest that stands before the objects: which kinds there are, and not how many of each. */
export const semanticHead = (coverage: Coverage): string => [
  `postern semantic ${FORMAT}`, declared(coverage), lines(coverage.kinds.map(({ group, kind, isUnderstood }) => [group, kind, isUnderstood])), '',
].join('\n\n');

/** Equal for equal lists of diagnostics, places included. */
export const diagnosticDigest = (stored: string): Buffer => createHash('sha256').update(stored).digest();
