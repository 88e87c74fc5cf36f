import type { Asked } from './asked.ts';
import type { Tally } from './tally.ts';
import { NOTHING } from '../compile/set-table.ts';
import type { View } from '../compile/view.ts';
import { FLAGS } from '../model/endpoints/columns.ts';
import { isEndpointTable } from '../model/endpoints/table.ts';
import type { ExplanationCode } from '../model/explanation-code.ts';
import type { Caveat } from '../model/firewalls.ts';
import type { Confidence } from '../model/verdict.ts';

/** What some endpoints bring to every answer that they take part in. */
export interface Standing {
  readonly caveats: readonly Caveat[];
  /** Whether labels of one of them are unknown. */
  readonly hasUnknownLabels: boolean;
  readonly hasUnknownAddresses: boolean;
}

export const NO_STANDING: Standing = { caveats: [], hasUnknownLabels: false, hasUnknownAddresses: false };

export const standingOf = (view: View, endpoints: readonly number[]): Standing => standings(view)(endpoints);

/** What some endpoints bring, for one group of them after another; groups that bring the same share it where it is one list of caveats or none. */
export function standings(view: View): (endpoints: readonly number[]) => Standing {
  const isPlain = plainIn(view); const shared = new Map<readonly Caveat[], Standing[]>();
  return (endpoints) => {
    const { lists, hasUnknownLabels, hasUnknownAddresses } = broughtBy(view, endpoints, isPlain);
    if (lists.size > 1) return { caveats: mergeCaveats(...lists), hasUnknownLabels, hasUnknownAddresses };
    const [caveats = NO_STANDING.caveats] = lists; const kind = (hasUnknownLabels ? 2 : 0) + (hasUnknownAddresses ? 1 : 0);
    if (caveats === NO_STANDING.caveats && kind === 0) return NO_STANDING;
    let known = shared.get(caveats);
    if (known === undefined) shared.set(caveats, known = []);
    return known[kind] ??= { caveats, hasUnknownLabels, hasUnknownAddresses };
  };
}

interface Brought extends Omit<Standing, 'caveats'> { readonly lists: ReadonlySet<readonly Caveat[]> }

function broughtBy(view: View, endpoints: readonly number[], isPlain: (index: number) => boolean): Brought {
  const lists = new Set<readonly Caveat[]>();
  let hasUnknownLabels = false; let hasUnknownAddresses = false;
  for (const index of endpoints) {
    if (isPlain(index)) continue;
    const endpoint = view.firewalls.endpoints.at(index)!;
    if (endpoint.caveats.length > 0) lists.add(endpoint.caveats);
    hasUnknownLabels ||= endpoint.unknownLabelPrefix !== undefined;
    hasUnknownAddresses ||= !endpoint.areAddressesKnown;
  }
  return { lists, hasUnknownLabels, hasUnknownAddresses };
}

/** Whether an endpoint surely brings nothing, without making it. */
function plainIn({ firewalls: { endpoints } }: View): (index: number) => boolean {
  if (!isEndpointTable(endpoints)) return () => false;
  const { flags, labels, labelSets, caveats, caveatLists } = endpoints.columns;
  const isKnown: boolean[] = []; const isSilent: boolean[] = [];
  return (index) => (flags[index]! & FLAGS.areAddressesKnown) !== 0 && (isSilent[caveats[index]!] ??= caveatLists.at(caveats[index]!).length === 0)
    && (isKnown[labels[index]!] ??= labelSets.at(labels[index]!).unknownLabelPrefix === undefined);
}

export function joinStandings(...standings: readonly Standing[]): Standing {
  const lists = standings.map(({ caveats }) => caveats);
  return {
    caveats: mergeCaveats(...lists),
    hasUnknownLabels: standings.some((standing) => standing.hasUnknownLabels), hasUnknownAddresses: standings.some((standing) => standing.hasUnknownAddresses),
  };
}

/** All caveats in order of first mention, equal ones once. */
export function mergeCaveats(...lists: readonly (readonly Caveat[])[]): readonly Caveat[] {
  const filled = lists.filter((list) => list.length > 0);
  if (filled.length < 2) return filled[0] ?? [];
  const known = new Map<string, Caveat>();
  for (const caveat of new Set(filled.flat())) {
    const key = JSON.stringify([caveat.code, caveat.message, caveat.resources]);
    if (!known.has(key)) known.set(key, caveat);
  }
  return [...known.values()];
}

const caveat = (code: ExplanationCode, message: string): Caveat => ({ code, message, resources: [] });

const FAMILIES_DIFFER = caveat('FAMILIES_DIFFER', 'IPv4 and IPv6 have different answers; ask about one family to tell them apart.');
const NOT_MODELLED = caveat('PROTOCOL_NOT_MODELLED', 'The policies say nothing about part of the traffic that was asked about.');
const UNRESOLVED = caveat('NAMED_PORT_UNRESOLVED', 'No destination has a port of that name and protocol.');
const UNKNOWN_ADDRESS = caveat('ADDRESS_UNKNOWN', 'A workload without pods, or a pod that does not exist yet, has no address, so rules by address are undecided for it.');

export const EMPTY_SELECTION: Caveat = caveat('EMPTY_SELECTION', 'No pair of different pods is named, so there is nothing to answer.');

/** What the question itself, as answered, has to say. */
export function caveatsOfAnswer({ traffic }: Asked, tally: Tally, isUndecided: boolean, standing: Standing): readonly Caveat[] {
  const out: Caveat[] = [];
  if (tally.differs) out.push(FAMILIES_DIFFER);
  if (tally.isBeyondModel) out.push(NOT_MODELLED);
  if (traffic?.kind === 'named' && tally.asked === NOTHING) out.push(UNRESOLVED);
  if (isUndecided && standing.hasUnknownAddresses) out.push(UNKNOWN_ADDRESS);
  return out;
}

const INCOMPLETE: ReadonlySet<ExplanationCode> = new Set<ExplanationCode>(['KIND_NOT_MODELLED', 'KIND_NOT_COLLECTED', 'POLICY_UNREADABLE', 'DOCUMENTS_UNREADABLE', 'EMPTY_SELECTION']);

export function confidenceOf(caveats: readonly Caveat[], isUndecided: boolean, standing: Standing): Confidence {
  if (standing.hasUnknownLabels || caveats.some(({ code }) => INCOMPLETE.has(code))) return 'INCOMPLETE';
  return isUndecided ? 'BOUNDED' : 'EXACT';
}
