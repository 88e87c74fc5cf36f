import { externalClassOf } from '../compile/address-atoms.ts';
import { createPairMemo } from '../compile/pair-memo.ts';
import { createTrie } from '../compile/trie.ts';
import { endpointTable } from '../model/endpoints/collect.ts';
import { textAt } from '../model/endpoints/texts.ts';
import type { EndpointColumns } from '../model/endpoints/columns.ts';
import { FLAGS } from '../model/endpoints/columns.ts';
import { addressAt } from '../model/endpoints/table.ts';
import { NAMESPACE_KEY, NAMESPACE_LABEL_PREFIX } from '../model/effective-labels.ts';
import type { Labels } from '../model/label-expression.ts';
import type { ChangeCause } from './changes.ts';
import type { Distinctions } from './distinctions.ts';
import { SIDES, type Side, type Versions } from './versions.ts';

export type FactCause = Extract<ChangeCause, 'LABELS' | 'NAMESPACE' | 'NETWORK' | 'COVERAGE'>;

export const FACT_CAUSES: readonly FactCause[] = ['LABELS', 'NAMESPACE', 'NETWORK', 'COVERAGE'];

/**
 * All of an endpoint that an answer can depend on, by number: equal numbers of either version are equal facts. Where
 * a Pod runs is no cause that anybody asks for: it is named as NETWORK only where nothing else explains a change.
 */
export interface Facts {
  of(side: Side, endpoint: number): number;
  /** Whether one of the first version and one of the second have equal facts; both are read only where their columns differ. */
  areSame(base: number, target: number): boolean;
  /** The part of some facts that a cause stands for, by number. */
  part(facts: number, cause: FactCause | 'placement'): number;
}

type Parts = readonly [labels: number, namespace: number, network: number, coverage: number, placement: number];

const PART = { LABELS: 0, NAMESPACE: 1, NETWORK: 2, COVERAGE: 3, placement: 4 } as const;

export function createFacts(versions: Versions, distinctions: Distinctions): Facts {
  const words = numbering(); const marks = createPairMemo(); let markCount = 0;
  const trie = createTrie(); const networkRoot = trie.root(); const factsRoot = trie.root();
  const factsOfNode: number[] = []; const all: Parts[] = [];
  const markOf = (columns: EndpointColumns, at: number): number => {
    const address = addressAt(columns, at);
    const base = externalClassOf(versions.base.atoms, address); const target = externalClassOf(versions.target.atoms, address);
    const known = marks.get(base, target);
    if (known >= 0) return known;
    marks.set(base, target, markCount);
    markCount += 1;
    return markCount - 1;
  };
  const readers = Object.fromEntries(SIDES.map((side) => [side, lazily(() => readerOf(versions, side, distinctions, words))])) as Record<Side, () => Reader>;
  const known = Object.fromEntries(SIDES.map((side) => [side, new Int32Array(versions[side].firewalls.endpoints.length).fill(-1)])) as Record<Side, Int32Array>;
  const read = (side: Side, endpoint: number): number => {
    const { columns, labelsAt, portsAt, nodeAt } = readers[side]();
    const { labels, namespace, coverage } = labelsAt(columns.labels[endpoint]!);
    let network = trie.step(trie.step(networkRoot, columns.flags[endpoint]!), portsAt(columns.ports[endpoint]!));
    for (const mark of marksOf(columns, endpoint, markOf)) network = trie.step(network, mark);
    const placement = distinctions.hasPlacement ? nodeAt(columns.nodes[endpoint]!) : 0;
    const parts: Parts = [labels, namespace, network, coverage, placement];
    let at = factsRoot;
    for (const part of parts) at = trie.step(at, part);
    return factsOfNode[at] ??= all.push(parts) - 1;
  };
  const of = (side: Side, endpoint: number): number => (known[side][endpoint]! >= 0 ? known[side][endpoint]! : (known[side][endpoint] = read(side, endpoint)));
  const areAlike = (before: Reader, base: number, after: Reader, target: number): boolean => before.columns.flags[base] === after.columns.flags[target]
    && areSameLabels(before.labelsAt(before.columns.labels[base]!), after.labelsAt(after.columns.labels[target]!)) && before.portsAt(before.columns.ports[base]!) === after.portsAt(after.columns.ports[target]!)
    && haveSameAddresses(before.columns, base, after.columns, target) && (!distinctions.hasPlacement || before.nodeAt(before.columns.nodes[base]!) === after.nodeAt(after.columns.nodes[target]!));
  return {
    of,
    areSame: (base, target) => areAlike(readers.base(), base, readers.target(), target) || of('base', base) === of('target', target),
    part: (facts, cause) => all[facts]![PART[cause]],
  };
}

interface LabelFacts { readonly labels: number; readonly namespace: number; readonly coverage: number }
interface Reader { readonly columns: EndpointColumns; readonly labelsAt: (id: number) => LabelFacts; readonly portsAt: (id: number) => number; readonly nodeAt: (word: number) => number }

function readerOf(versions: Versions, side: Side, distinctions: Distinctions, words: (text: string) => number): Reader {
  const { columns } = endpointTable(versions[side].firewalls.endpoints);
  const labelFacts: LabelFacts[] = []; const portFacts: number[] = []; const nodeFacts: number[] = [];
  const readLabels = (id: number): LabelFacts => {
    const { labels, unknownLabelPrefix } = columns.labelSets.at(id);
    const kept = keptLabels(labels, distinctions.labelKeys);
    return {
      labels: words(JSON.stringify(kept.filter(([key]) => !isOfNamespace(key)))), namespace: words(JSON.stringify(kept.filter(([key]) => isOfNamespace(key)))),
      coverage: words(unknownLabelPrefix ?? ''),
    };
  };
  const readPorts = (id: number): number => {
    const ports = columns.portLists.at(id).filter((port) => distinctions.portNames.has(port.name)).map((port) => `${port.name} ${port.protocol} ${String(port.port)}`);
    return words(JSON.stringify([...new Set(ports)].sort()));
  };
  return { columns, labelsAt: (id) => (labelFacts[id] ??= readLabels(id)), portsAt: (id) => (portFacts[id] ??= readPorts(id)), nodeAt: (word) => (nodeFacts[word + 1] ??= words(word < 0 ? 'null' : `node ${textAt(columns.words, word)}`)) };
}

const areSameLabels = (a: LabelFacts, b: LabelFacts): boolean => a.labels === b.labels && a.namespace === b.namespace && a.coverage === b.coverage;

function haveSameAddresses(a: EndpointColumns, i: number, b: EndpointColumns, j: number): boolean {
  const first = a.addressStarts[i]!; const other = b.addressStarts[j]!; const count = a.addressStarts[i + 1]! - first;
  if (b.addressStarts[j + 1]! - other !== count) return false;
  for (let at = 0; at < count; at += 1) if (a.addressFamilies[first + at] !== b.addressFamilies[other + at]) return false;
  for (let word = 0; word < 4 * count; word += 1) if (a.addressWords[4 * first + word] !== b.addressWords[4 * other + word]) return false;
  return true;
}

const keptLabels = (labels: Labels, keys: ReadonlySet<string>): readonly (readonly [string, string])[] => Object.entries(labels).filter(([key]) => keys.has(key)).sort(([a], [b]) => (a < b ? -1 : 1));

const isOfNamespace = (key: string): boolean => key === NAMESPACE_KEY || key.startsWith(NAMESPACE_LABEL_PREFIX);

/** What rules can tell about the addresses of an endpoint, ascending; nothing where they are not known. */
function marksOf(columns: EndpointColumns, endpoint: number, markOf: (columns: EndpointColumns, at: number) => number): readonly number[] {
  const first = columns.addressStarts[endpoint]!; const end = columns.addressStarts[endpoint + 1]!;
  if (first === end || (columns.flags[endpoint]! & FLAGS.areAddressesKnown) === 0) return [];
  if (first + 1 === end) return [markOf(columns, first)];
  return [...new Set(Array.from({ length: end - first }, (_, at) => markOf(columns, first + at)))].sort((a, b) => a - b);
}

function numbering(): (text: string) => number {
  const ids = new Map<string, number>();
  return (text) => {
    let id = ids.get(text);
    if (id === undefined) { id = ids.size; ids.set(text, id); }
    return id;
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
