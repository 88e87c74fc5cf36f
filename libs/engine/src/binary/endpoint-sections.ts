import type { Caveat, NamedPort } from '../model/firewalls.ts';
import { ENDPOINT_KINDS, type EndpointColumns, type LabelSet, type Numbered } from '../model/endpoints/columns.ts';
import { tableOf, type EndpointTable } from '../model/endpoints/table.ts';
import { check } from './format.ts';
import { lazily } from '../model/lazily.ts';
import { addLists, checkRange, checkStarts, listAt, listsIn, type Lists } from './lists.ts';
import { parsed, type SectionReader, type SectionWriter } from './sections.ts';
import { addText, addTexts, textIn, textsIn } from './text-section.ts';

const NUMBERS = ['names', 'pods', 'namespaces', 'nodes', 'workloads', 'owners', 'labels', 'ports', 'caveats'] as const;
type NumberColumn = (typeof NUMBERS)[number];

export function addEndpoints(to: SectionWriter, { columns }: EndpointTable): void {
  for (const name of NUMBERS) to.add(`endpoints.${name}`, columns[name]);
  to.add('endpoints.kinds', columns.kinds);
  to.add('endpoints.flags', columns.flags);
  to.add('endpoints.addressStarts', columns.addressStarts);
  to.add('endpoints.addressFamilies', columns.addressFamilies);
  to.add('endpoints.addressWords', columns.addressWords);
  addTexts(to, 'endpoints.refs', columns.refs);
  addTexts(to, 'endpoints.words', columns.words);
  addLabelSets(to, columns.labelSets);
  addText(to, 'endpoints.lists', JSON.stringify({ ports: all(columns.portLists), caveats: all(columns.caveatLists) } satisfies ListsJson));
  to.add('endpoints.listCounts', Uint32Array.of(columns.portLists.count, columns.caveatLists.count));
}

const all = <Entry>({ count, at }: Numbered<Entry>): readonly Entry[] => Array.from({ length: count }, (_, id) => at(id));

/** Keys and values by number, since most stand in many sets. */
function addLabelSets(to: SectionWriter, sets: Numbered<LabelSet>): void {
  const words: string[] = []; const ids = new Map<string, number>();
  const idOf = (word: string): number => {
    let id = ids.get(word);
    if (id === undefined) {
      id = words.push(word) - 1;
      ids.set(word, id);
    }
    return id;
  };
  addLists(to, 'labelSets', all(sets).map(({ labels }) => Object.entries(labels).flatMap(([key, value]) => [idOf(key), idOf(value)])));
  to.add('labelSets.unknown', Int32Array.from(all(sets), ({ unknownLabelPrefix }) => (unknownLabelPrefix === undefined ? -1 : idOf(unknownLabelPrefix))));
  addText(to, 'labelSets.words', JSON.stringify(words));
}

/** The endpoints as columns on the buffer. */
export function endpointsIn(from: SectionReader, sharedCaveat: (caveat: Caveat) => Caveat): EndpointTable {
  const number = (name: NumberColumn): Int32Array => from.get(`endpoints.${name}`, 'i32');
  const refs = textsIn(from, 'endpoints.refs'); const words = textsIn(from, 'endpoints.words');
  const kinds = from.get('endpoints.kinds', 'u8');
  const lists = lazily(() => listsFrom(textIn(from, 'endpoints.lists')(), sharedCaveat));
  const [portLists = 0, caveatLists = 0] = from.get('endpoints.listCounts', 'u32');
  const columns: EndpointColumns = {
    count: kinds.length, refs, words, kinds, flags: from.get('endpoints.flags', 'u8'), names: number('names'), pods: number('pods'), namespaces: number('namespaces'), nodes: number('nodes'),
    workloads: number('workloads'), owners: number('owners'), labels: number('labels'), ports: number('ports'), caveats: number('caveats'), addressStarts: from.get('endpoints.addressStarts', 'u32'),
    addressFamilies: from.get('endpoints.addressFamilies', 'u8'), addressWords: from.get('endpoints.addressWords', 'u32'), labelSets: labelSetsIn(from),
    portLists: { count: portLists, at: (id) => listOf(lists().ports, id) }, caveatLists: { count: caveatLists, at: (id) => listOf(lists().caveats, id) },
  };
  checkColumns(columns);
  return tableOf(columns);
}

interface ListsJson { readonly ports: readonly (readonly NamedPort[])[]; readonly caveats: readonly (readonly Caveat[])[] }

function listsFrom(text: string, sharedCaveat: (caveat: Caveat) => Caveat): ListsJson {
  const { ports, caveats } = parsed(text) as ListsJson;
  return {
    ports: ports.map((list) => list.map((port) => (port.assumes === undefined ? port : { ...port, assumes: sharedCaveat(port.assumes) }))),
    caveats: caveats.map((list) => list.map(sharedCaveat)),
  };
}

function listOf<Item>(lists: readonly (readonly Item[])[], id: number): readonly Item[] {
  const list: readonly Item[] | undefined = lists[id];
  check(list !== undefined, 'a list of an endpoint is missing');
  return list;
}

function checkColumns(columns: EndpointColumns): void {
  const { count, refs, words, kinds, flags, addressStarts, addressFamilies, addressWords, labelSets } = columns;
  check(refs.starts.length === count + 1 && flags.length === count && addressStarts.length === count + 1 && NUMBERS.every((name) => columns[name].length === count), 'the columns of endpoints differ in length');
  check(addressWords.length === 4 * addressFamilies.length, 'addresses are incomplete');
  checkStarts(addressStarts, addressFamilies.length, 'addresses');
  checkRange(kinds, 0, ENDPOINT_KINDS.length, 'endpoint kinds');
  checkRange(flags, 0, 32, 'endpoint flags');
  checkRange(columns.labels, 0, labelSets.count, 'label sets');
  checkRange(columns.ports, 0, columns.portLists.count, 'port lists');
  checkRange(columns.caveats, 0, columns.caveatLists.count, 'caveat lists');
  const wordCount = words.starts.length - 1;
  checkRange(columns.namespaces, 0, wordCount, 'namespaces');
  for (const name of ['nodes', 'workloads', 'owners'] as const) checkRange(columns[name], -1, wordCount, name);
  checkRange(columns.names, -0x8000_0000, wordCount, 'names');
}

function labelSetsIn(from: SectionReader): Numbered<LabelSet> {
  const lists = listsIn(from, 'labelSets'); const unknown = from.get('labelSets.unknown', 'i32');
  check(unknown.length === lists.starts.length - 1, 'label sets are incomplete');
  const words = lazily(() => parsed(textIn(from, 'labelSets.words')()) as readonly string[]);
  const known: LabelSet[] = [];
  return { count: unknown.length, at: (id) => known[id] ??= labelSetOf(lists, unknown[id] as number, id, words()) };
}

function labelSetOf(lists: Lists, unknown: number, id: number, words: readonly string[]): LabelSet {
  const list = listAt(lists, id); const pairs: [string, string][] = [];
  const word = (at: number): string => { const text = words[at]; check(typeof text === 'string', 'a label is missing'); return text; };
  for (let at = 0; at + 1 < list.length; at += 2) pairs.push([word(list[at] as number), word(list[at + 1] as number)]);
  return { labels: Object.fromEntries(pairs), ...(unknown >= 0 && { unknownLabelPrefix: word(unknown) }) };
}

