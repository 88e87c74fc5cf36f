import type { Caveat } from '../../model/firewalls.ts';
import type { Selection, TrafficQuestion } from '../../model/question.ts';
import { serviceCaveats } from '../../model/service-hop.ts';
import type { PeerAnswer } from '../../query/answers.ts';
import { answerUniverse } from './answer-universe.ts';
import { caveatRecords, type CaveatRecord } from './caveat-record.ts';
import { conditionsField, type ConditionRecord } from './condition-record.ts';
import { setTexts } from './set-text.ts';

/** A set question with its rows, or the first of them. */
export interface PeersAnswer {
  /** `who` asks who can reach the subject, `reach` what the subject can reach. */
  readonly question: 'who' | 'reach';
  readonly subject: Selection;
  readonly traffic: TrafficQuestion | null;
  readonly peers: readonly PeerAnswer[];
  /** Of all rows, where `peers` are only some of them. */
  readonly total?: number;
  readonly caveats: readonly Caveat[];
}

/** One row of a set answer: the peer as a reference, sets as text, pods it stands for. */
export interface PeerRecord { readonly ref: string; readonly verdict: string; readonly allowed: string; readonly partial?: string; readonly undecided?: string; readonly pods: number; readonly conditions?: readonly ConditionRecord[] }

/** What `who` and `reach -o json` print; `to` is the subject of `who`, `from` of `reach`. */
export interface PeersDocument {
  readonly schemaVersion: 1;
  readonly to?: string;
  readonly from?: string;
  readonly traffic: string;
  readonly peers: readonly PeerRecord[];
  readonly total: number;
  readonly caveats: readonly CaveatRecord[];
}

/** The answer to a set question as a document. */
export function peersDocument(answer: PeersAnswer): PeersDocument {
  return {
    schemaVersion: 1, ...(answer.question === 'who' ? { to: answer.subject.ref } : { from: answer.subject.ref }), traffic: answer.traffic?.text ?? 'any',
    peers: answer.peers.map((row) => peerRecord(row, answer.traffic)), total: answer.total ?? answer.peers.length, caveats: caveatRecords(caveatsOfPeers(answer)),
  };
}

/** The caveats of the question, with those of the Service that it asks. */
export const caveatsOfPeers = ({ caveats, subject, traffic }: PeersAnswer): readonly Caveat[] => (subject.service === undefined ? caveats : [...caveats, ...serviceCaveats(subject.service, traffic)]);

/** One row of a set question. */
export function peerRecord({ peer, reachability, conditions }: PeerAnswer, traffic: TrafficQuestion | null): PeerRecord {
  const { allowed, partial, undecided } = setTexts({ ...reachability, universe: answerUniverse(traffic, reachability.universe) });
  return { ref: peer.ref, verdict: reachability.verdict, allowed, ...(partial !== '' && { partial }), ...(undecided !== '' && { undecided }), pods: peer.pods, ...conditionsField(conditions) };
}
