import { parseTraffic, peersDocument, QuestionError, reachableFrom, resolveEndpoint, whoCanReach } from '@postern/engine';
import type { PairCounts, PeerAnswer, PeersDocument, Selection, TrafficQuestion, Verdict, VerdictByBasis } from '@postern/engine';
import type { PageAsk, PeerFilterAsk, PeersAsk, PeersPage } from '../data/peers-data.ts';
import type { PointAsk } from '../data/reachability-data.ts';
import type { LoadedView } from '../loaded-view.ts';
import { remember } from '../view-cache.ts';
import { askPoint, describeEnd, reachabilityData } from './point.ts';
import { underBasis } from './under-basis.ts';

interface AllRows { readonly subject: Selection; readonly traffic: TrafficQuestion | null; readonly rows: readonly PeerAnswer[]; readonly summary: PairCounts }

/** One page of the rows, each with its answer. */
export function peers(loaded: LoadedView, { ask, page }: { readonly ask: PeersAsk; readonly page: PageAsk }): PeersPage {
  const { loaded: read, caveats: onBasis } = underBasis(loaded, ask.basis);
  const { subject, rows, summary } = allRows(read, ask);
  const otherwise = verdictsOfOther(loaded, read, ask);
  const subjectEnd = describeEnd(loaded, subject.ref);
  const shown = rows.slice(page.offset, page.offset + page.limit).map(({ peer, reachability }) => {
    const end = describeEnd(loaded, peer.ref);
    const [from, to] = ask.question === 'who' ? [end, subjectEnd] : [subjectEnd, end];
    const data = reachabilityData({ ...reachability, caveats: [...reachability.caveats, ...onBasis] });
    return {
      peer: end,
      reachability: {
        ...data, view: loaded.key, from, to, ask: { from: from.ref, to: to.ref, traffic: ask.traffic, basis: ask.basis },
        byBasis: byBasis(loaded, { from: from.ref, to: to.ref, traffic: ask.traffic, basis: ask.basis }, data.verdict, otherwise(peer.ref)),
      },
    };
  });
  return { rows: shown, total: rows.length, summary };
}

/** One page as the command line prints it. */
export function peersRecords(loaded: LoadedView, { ask, page }: { readonly ask: PeersAsk; readonly page: PageAsk }): PeersDocument {
  const { loaded: read, caveats: onBasis } = underBasis(loaded, ask.basis);
  const { subject, traffic, rows } = allRows(read, ask);
  const caveats = [...read.firewalls.caveats, ...onBasis, ...subject.caveats];
  return peersDocument({ question: ask.question, subject, traffic, peers: rows.slice(page.offset, page.offset + page.limit), total: rows.length, caveats });
}

/** What the same rows are under the other reading; null where there is no other. A row that is not listed there is denied. */
function verdictsOfOther(loaded: LoadedView, read: LoadedView, ask: PeersAsk): (ref: string) => Verdict | null {
  const other = read === loaded ? loaded.enforced : loaded;
  if (other === null) return () => null;
  const known = remember(other, JSON.stringify(['peer verdicts', ask]), () => { try { return new Map(allRows(other, { ...ask, filter: {} }).rows.map(({ peer, reachability }) => [peer.ref, reachability.verdict])); } catch (error) { if (error instanceof QuestionError) return null; throw error; } });
  return (ref) => (known === null ? 'UNKNOWN' : known.get(ref) ?? 'DENIED');
}

/** Only of a row that differs the whole answer is worked out, for the reasons. */
function byBasis(loaded: LoadedView, ask: PointAsk, verdict: Verdict, other: Verdict | null): VerdictByBasis {
  if (other === null) return { specified: verdict, enforced: 'UNKNOWN', differences: NO_DIFFERENCES };
  return other === verdict ? { specified: verdict, enforced: verdict, differences: NO_DIFFERENCES } : askPoint(loaded, ask).byBasis;
}

const NO_DIFFERENCES: VerdictByBasis['differences'] = [];

function allRows(loaded: LoadedView, ask: PeersAsk): AllRows {
  return remember(loaded, JSON.stringify(['peers', ask]), () => {
    const { view } = loaded;
    const { text, ...options } = ask.traffic;
    const traffic = parseTraffic(text, options);
    const subject = resolveEndpoint(view, ask.subject);
    const all = ask.question === 'who' ? whoCanReach(view, { to: subject, traffic, groupBy: ask.groupBy }) : reachableFrom(view, { from: subject, traffic, groupBy: ask.groupBy });
    const rows = Object.keys(ask.filter).length === 0 ? all : all.filter(kept(ask.filter, namespacesOf(loaded, subject)));
    return { subject, traffic, rows, summary: sum(rows) };
  });
}

const namespacesOf = ({ firewalls }: LoadedView, { endpoints }: Selection): ReadonlySet<string> => new Set(endpoints.map((index) => firewalls.endpoints.at(index)?.namespace ?? ''));

function kept({ namespaces, verdicts, crossNamespaceOnly, externalOnly }: PeerFilterAsk, own: ReadonlySet<string>): (row: PeerAnswer) => boolean {
  return ({ peer, reachability }) => (namespaces === undefined || namespaces.includes(peer.namespace))
    && (verdicts === undefined || verdicts.includes(reachability.verdict))
    && (crossNamespaceOnly !== true || !own.has(peer.namespace))
    && (externalOnly !== true || peer.kind === 'range');
}

function sum(rows: readonly PeerAnswer[]): PairCounts {
  let total = 0; let allowed = 0; let denied = 0; let partial = 0; let unknown = 0;
  for (const { reachability: { pairs } } of rows) { total += pairs.total; allowed += pairs.allowed; denied += pairs.denied; partial += pairs.partial; unknown += pairs.unknown; }
  return { total, allowed, denied, partial, unknown };
}
