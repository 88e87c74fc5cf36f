import type { PointAnswer } from '../../model/point-answer.ts';
import type { Blocker } from '../../model/trace.ts';
import { fullLegRecord, type FullLegRecord } from './leg-record.ts';
import { pointRecord, type PointRecord } from './probe-record.ts';
import { resourceRecord, type ResourceRecord } from './step-record.ts';

/** What `can -o json` prints. */
export interface CanDocument extends PointRecord { readonly schemaVersion: 1; readonly from: string; readonly to: string; readonly traffic: string; readonly basis: string }

export interface BlockerRecord { readonly direction: string; readonly code: string; readonly policies: readonly ResourceRecord[]; readonly fix: string }

/** What `why -o json` prints: the same record with every step and what would have to change. */
export interface WhyDocument extends CanDocument {
  /** The concrete pair that the steps are about. */
  readonly witness: { readonly from: string; readonly to: string } | null;
  readonly summary: string;
  readonly egress: FullLegRecord;
  readonly ingress: FullLegRecord;
  readonly blockers: readonly BlockerRecord[];
}

/** The answer to "can A reach B" as a document. */
export function canDocument(answer: PointAnswer): CanDocument {
  return { schemaVersion: 1, from: answer.from.ref, to: answer.to.ref, traffic: answer.traffic?.text ?? 'any', basis: answer.basis, ...pointRecord(answer) };
}

/** The answer to "why" as a document. */
export function whyDocument(answer: PointAnswer): WhyDocument {
  const document = canDocument(answer);
  const { witness } = answer;
  if (witness === null) return { ...document, egress: { ...document.egress, steps: [] }, ingress: { ...document.ingress, steps: [] }, witness: null, ...unanswered(answer) };
  const { trace } = witness;
  return {
    ...document,
    egress: fullLegRecord(trace.egress, trace.universe), ingress: fullLegRecord(trace.ingress, trace.universe),
    witness: { from: witness.from, to: witness.to }, summary: trace.summary, blockers: trace.blockers.map(blockerRecord),
  };
}

/** Why no pair was asked about; where a Service has nothing behind it, that is what would have to change. */
export function unanswered({ reachability, to }: PointAnswer): Pick<WhyDocument, 'summary' | 'blockers'> {
  const empty = reachability.caveats.find(({ code }) => code === 'SERVICE_HAS_NO_BACKEND');
  if (empty === undefined) return { summary: 'No pair was asked about.', blockers: [] };
  return { summary: empty.message, blockers: [{ direction: 'ingress', code: empty.code, policies: [], fix: `Let ${to.ref} have the port that is asked for, and a pod behind it that answers.` }] };
}

const blockerRecord = ({ direction, code, policies, fix }: Blocker): BlockerRecord => ({ direction, code, policies: policies.map(resourceRecord), fix });
