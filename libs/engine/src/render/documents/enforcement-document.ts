import type { EnforcementAssessment, EnforcementPin, Evidence, NodeEnforcement } from '../../model/enforcement.ts';
import { resourceRecord, type ResourceRecord } from './step-record.ts';

/** Whether policies hold on a node. `without` and `since` stand where its agent is down: what it left behind, and since when. */
export interface NodeRecord { readonly node: string; readonly state: string; readonly enforcer: string | null; readonly without?: string; readonly since?: string }

export interface EvidenceRecord { readonly resource: ResourceRecord; readonly field: string; readonly value: string; readonly says: string; readonly weight: number; readonly mayBeStale: boolean }

/** What `enforcement -o json` prints. Names of states are in lower case with dashes, as in docs/semantics/enforcement.md. */
export interface EnforcementDocument {
  readonly schemaVersion: 1;
  readonly networking: { readonly plugin: string; readonly version: string | null; readonly mode: string | null };
  readonly enforcers: readonly { readonly name: string; readonly version: string | null; readonly mode: string | null; readonly state: string; readonly offReason: string | null; readonly settings: Readonly<Record<string, string>> }[];
  readonly verdict: string;
  readonly confidence: string;
  readonly nodes: readonly NodeRecord[];
  /** As `namespace/name`. */
  readonly podsNotManaged: readonly string[];
  /** As `group/Kind`. */
  readonly ignoredKinds: readonly string[];
  readonly capabilities: readonly { readonly enforcer: string; readonly feature: string; readonly support: string; readonly note: string | null }[];
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly resources: readonly ResourceRecord[] }[];
  readonly evidence: readonly EvidenceRecord[];
  /** Null where nobody has said otherwise than the input. */
  readonly pin: EnforcementPin | null;
}

const word = (constant: string): string => constant.toLowerCase().replaceAll('_', '-');

/** A node as documents print it. */
export function nodeRecord({ node, state, enforcer, without, since }: NodeEnforcement): NodeRecord {
  return { node, state: word(state), enforcer, ...(without !== null && { without }), ...(since !== null && { since }) };
}

const evidenceRecord = ({ resource, field, value, says, weight, mayBeStale }: Evidence): EvidenceRecord => ({ resource: resourceRecord(resource), field, value, says, weight, mayBeStale });

/** Who enforces, as one document. */
export function enforcementDocument({ networking, enforcers, verdict, confidence, nodes, podsNotManaged, ignoredKinds, capabilities, warnings, evidence, pin }: EnforcementAssessment): EnforcementDocument {
  return {
    schemaVersion: 1, networking, enforcers: enforcers.map(({ name, version, mode, state, offReason, settings }) => ({ name, version, mode, state: word(state), offReason, settings })),
    verdict: word(verdict), confidence: word(confidence), nodes: nodes.map(nodeRecord), podsNotManaged: podsNotManaged.map((ref) => ref.replace(/^pod:/, '')), ignoredKinds,
    capabilities: capabilities.map(({ enforcer, feature, support, note }) => ({ enforcer, feature, support: word(support), note })),
    warnings: warnings.map(({ code, message, resources }) => ({ code, message, resources: resources.map(resourceRecord) })), evidence: evidence.map(evidenceRecord), pin,
  };
}
