import { fitsShape } from '../model/fits-shape.ts';
import type { SourceLocation } from '../model/location.ts';
import type { LocatedObject } from '../resources/object.ts';
import { POD_SHAPE } from '../resources/pod.ts';
import { linePattern, matchesLine, type LinePattern, type Varying } from './json/line-pattern.ts';
import { isTemplateText } from './text-hints.ts';

/**
 * Reads lines of Pods that say the same as the one before but for their names, times and addresses, as those of one
 * workload do. Such a line needs no parser: what it repeats is known to be valid, and what came of it is known too.
 */
export interface PodLines {
  /** The Pod of such a line; null for any other. */
  readonly next: (text: string, source: SourceLocation) => LocatedObject | null;
  /** Takes a Pod of which no more was kept than of any other. */
  readonly kept: (pod: LocatedObject) => void;
  /** Takes a line that was parsed, once what it holds was kept. */
  readonly parsed: (text: string) => void;
}

/** Nothing that tells agents or templates apart, and no part that pods share. */
const VARYING: Varying = { metadata: { name: 'every', generateName: 'every', uid: 'every', resourceVersion: 'every', creationTimestamp: 'every' }, spec: { nodeName: 'every' }, status: 'every' };

type Part = Readonly<Record<string | number, unknown>>;

interface KeptPart { readonly of: Part; readonly parent: number; readonly key: string | number }

/** How a kept value is copied: which parts anew, and which texts of the line go where. */
interface Copy { readonly parts: readonly KeptPart[]; readonly texts: readonly { readonly part: number; readonly key: string | number; readonly slot: number }[] }

interface Known { readonly pattern: LinePattern; readonly copy: Copy; readonly pod: LocatedObject; readonly isFitting: boolean; readonly nameSlot: number }

/** Starts with nothing known. */
export function createPodLines(): PodLines {
  let known: Known | null = null; let last: LocatedObject | null = null; let before: LocatedObject | null = null; let isUseful = false;
  return {
    next: (text, source) => {
      last = null;
      if (known === null || !matchesLine(known.pattern, text)) return null;
      const pod = podOf(known, text, source);
      isUseful ||= pod !== null;
      return pod;
    },
    kept: (pod) => { last = pod; },
    parsed: (text) => {
      if (last === null) return;
      // A pattern costs about as much as parsing a line, so there must be a sign that it will be met again.
      const isWorthwhile = isUseful || (before !== null && labelsOf(before) === labelsOf(last));
      known = isWorthwhile ? knownOf(text, last) : null;
      before = last; last = null; isUseful = false;
    },
  };
}

const labelsOf = ({ value }: LocatedObject): unknown => (value['metadata'] as { readonly labels?: unknown } | null | undefined)?.labels;

function knownOf(text: string, pod: LocatedObject): Known | null {
  const pattern = linePattern(text, VARYING);
  const nameSlot = pattern?.paths.findIndex((path) => path.length === 2 && path[0] === 'metadata' && path[1] === 'name') ?? -1;
  const copy = pattern === null || nameSlot < 0 ? null : copyOf(pattern, text, pod.value);
  return pattern === null || copy === null ? null : { pattern, copy, pod, nameSlot, isFitting: fitsShape(pod.value, POD_SHAPE) };
}

/** Null where what was kept is not what stands in the line, as when a name stands there twice. */
function copyOf({ paths, starts, ends }: LinePattern, text: string, value: LocatedObject['value']): Copy | null {
  const parts: KeptPart[] = [{ of: value, parent: -1, key: '' }]; const texts: Copy['texts'][number][] = [];
  for (const [slot, path] of paths.entries()) {
    const key = path.at(-1) as string | number;
    const part = partAt(parts, path);
    if (part === null) return null;
    const kept = part < 0 ? undefined : ownItem((parts[part] as KeptPart).of, key);
    if (kept === undefined) continue;
    if (kept !== text.slice(starts[slot], ends[slot])) return null;
    texts.push({ part, key, slot });
  }
  return { parts, texts };
}

const ownItem = (of: Part, key: string | number): unknown => (Object.hasOwn(of, key) ? of[key] : undefined);

/** The part of the kept value that holds what a path leads to; -1 where nothing of it was kept, null where something else was. */
function partAt(parts: KeptPart[], path: readonly (string | number)[]): number | null {
  let part = 0;
  for (const key of path.slice(0, -1)) {
    const kept = ownItem((parts[part] as KeptPart).of, key);
    if (kept === undefined) return -1;
    if (typeof kept !== 'object' || kept === null) return null;
    const parent = part;
    part = parts.findIndex((each) => each.parent === parent && each.key === key);
    if (part < 0) part = parts.push({ of: kept as Part, parent, key }) - 1;
  }
  return part;
}

/** Null where the line would have been looked at more closely. */
function podOf({ pattern: { starts, ends }, copy, pod, isFitting, nameSlot }: Known, text: string, source: SourceLocation): LocatedObject | null {
  for (const end of ends) if (endsAsKind(text, end)) return null;
  const copies: Record<string | number, unknown>[] = [];
  for (const { of, parent, key } of copy.parts) {
    const part = (Array.isArray(of) ? [...of as readonly unknown[]] : { ...of }) as Record<string | number, unknown>;
    copies.push(part);
    if (parent >= 0) (copies[parent] as Record<string | number, unknown>)[key] = part;
  }
  let { name } = pod; let last = '';
  for (const { part, key, slot } of copy.texts) {
    const own = ownText(text, starts[slot] as number, ends[slot] as number);
    // Status mostly gives the address of a Pod twice.
    const item = own === last ? last : own;
    last = item;
    (copies[part] as Record<string | number, unknown>)[key] = item;
    if (slot === nameSlot) name = item;
  }
  if (name === '' || isTemplateText(name)) return null;
  const { apiVersion, group, kind, namespace } = pod;
  return { apiVersion, group, kind, namespace, name, value: copies[0] as LocatedObject['value'], source, ...(isFitting && { isFitting: true }) };
}

/** Lines that may hold a policy or a list are scanned for repeated keys, which the line before was not. */
const endsAsKind = (text: string, end: number): boolean => text.startsWith('Policy', end - 6) || text.startsWith('List', end - 4);

const LONGEST_COPIED = 12;

/** A long slice would keep the whole text alive; what a parser gives is a text of its own. */
const ownText = (text: string, start: number, end: number): string => (end - start > LONGEST_COPIED ? JSON.parse(text.slice(start - 1, end + 1)) as string : text.slice(start, end));
