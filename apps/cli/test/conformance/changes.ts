import { readAddresses } from './address-rows.ts';
import { canonical, portSetsText, readPortSets, without, type PortSets } from './port-sets.ts';

type RecordedEnd = { readonly ns: string; readonly pod: string } | { readonly ns: string; readonly workload: string } | { readonly ip: string };

/** One recorded change of one pair on one protocol. */
export interface RecordedChange {
  readonly src: RecordedEnd;
  readonly dst: RecordedEnd;
  readonly protocol: string;
  readonly ports: readonly (readonly [number, number])[];
  readonly change: 'opened' | 'closed';
}

/** One row of `postern diff`. */
export interface GivenChange { readonly from: string; readonly to: string; readonly before: string; readonly after: string }

const endText = (end: RecordedEnd): string => ('ip' in end ? `ip:${end.ip}` : `${end.ns}/${'pod' in end ? end.pod : end.workload}`);

export function recordedChangeLines(changes: readonly RecordedChange[]): readonly string[] {
  const pairs = new Map<string, PortSets>();
  for (const { src, dst, protocol, ports, change } of changes) {
    const key = `${change} ${endText(src)} -> ${endText(dst)}`;
    const sets = pairs.get(key) ?? {};
    pairs.set(key, { ...sets, [protocol]: [...(sets[protocol] ?? []), ...ports] });
  }
  return [...pairs].map(([key, sets]) => `${key} ${portSetsText(canonical(sets))}`).sort();
}

/** The given changes as they concern pods and the recorded addresses. */
export function givenChangeLines(changes: readonly GivenChange[], externals: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const { from, to, before, after } of changes) {
    const moved = { opened: without(readPortSets(after), readPortSets(before)), closed: without(readPortSets(before), readPortSets(after)) };
    for (const source of endTexts(from, externals)) {
      for (const target of endTexts(to, externals)) {
        for (const [change, sets] of Object.entries(moved)) {
          if (Object.keys(sets).length > 0) lines.push(`${change} ${source} -> ${target} ${portSetsText(sets)}`);
        }
      }
    }
  }
  return lines.sort();
}

function endTexts(ref: string, externals: readonly string[]): readonly string[] {
  if (!ref.startsWith('ip:')) return [ref.slice(ref.indexOf(':') + 1)];
  const range = readAddresses(ref.slice('ip:'.length));
  if (range === undefined) return [];
  return externals.filter((address) => { const [value] = readAddresses(address) ?? [-1]; return range[0] <= value && value <= range[1]; }).map((address) => `ip:${address}`);
}
