import type { ConnectionSet } from '../../model/connection-set.ts';
import { connectionText } from '../../model/connection-text.ts';
import type { Caveat } from '../../model/firewalls.ts';
import type { BlockedPath, DeadEnd, ExposureAnswer, ExposureFront, ExposureItem, ExposurePath } from '../../exposure/answers.ts';
import { caveatRecords, type CaveatRecord } from './caveat-record.ts';
import { resourceRecord, type ResourceRecord } from './step-record.ts';

/** One way in, before policies. `source` is who the pods see as the sender; `assumption` says why where it was not found in the view. */
export interface FrontRecord {
  readonly kind: string;
  readonly resource: ResourceRecord | null;
  readonly parent?: ResourceRecord;
  readonly hostnames: readonly string[];
  readonly paths: readonly string[];
  readonly addresses: readonly string[];
  readonly ports: readonly string[];
  readonly source: string;
  readonly assumption?: string;
}

/** Sets as in other documents; `partial` and `undecided` stand where they are not empty. Ports are those of the pods. */
interface SetRecord { readonly allowed: string; readonly partial?: string; readonly undecided?: string }

/** One way in with what policies leave of it. */
export interface PathRecord extends FrontRecord, SetRecord { readonly verdict: string }

/** One row of {@link ExposureDocument}. */
export interface ExposureRecord extends SetRecord { readonly direction: 'INGRESS' | 'EGRESS'; readonly ref: string; readonly verdict: string; readonly pods: number; readonly via: readonly PathRecord[] }

export type DeadEndRecord = Pick<DeadEnd, 'kind' | 'reason'> & { readonly resource: ResourceRecord };

/** What `exposed -o json` prints. */
export interface ExposureDocument {
  readonly schemaVersion: 1;
  readonly exposures: readonly ExposureRecord[];
  readonly total: number;
  /** Ways in that policies close altogether. */
  readonly blocked: readonly (FrontRecord & { readonly ref: string })[];
  /** Ways in that lead nowhere, whatever policies say. */
  readonly deadEnds: readonly DeadEndRecord[];
  readonly caveats: readonly CaveatRecord[];
}

/** Answers about one or both directions as one document; `caveats` are those of all of them. */
export function exposureDocument(answers: readonly ExposureAnswer[], caveats: readonly Caveat[]): ExposureDocument {
  const exposures = answers.flatMap((answer) => answer.items.map((item) => exposureRecord(item, answer.direction)));
  return {
    schemaVersion: 1, exposures, total: exposures.length,
    blocked: answers.flatMap(({ blocked }) => blocked.map(blockedRecord)), deadEnds: answers.flatMap(({ deadEnds }) => deadEnds.map(deadEndRecord)), caveats: caveatRecords(caveats),
  };
}

/** One row: something exposed, or something that reaches the internet. */
export function exposureRecord(item: ExposureItem, direction: ExposureAnswer['direction']): ExposureRecord {
  return { direction: direction === 'ingress' ? 'INGRESS' : 'EGRESS', ref: item.peer.ref, verdict: item.verdict, ...setRecord(item, item.universe), pods: item.peer.pods, via: item.via.map((path) => pathRecord(path, item.universe)) };
}

const blockedRecord = ({ peer, front }: BlockedPath): FrontRecord & { readonly ref: string } => ({ ref: peer.ref, ...frontRecord(front) });
const deadEndRecord = ({ kind, resource, reason }: DeadEnd): DeadEndRecord => ({ kind, resource: resourceRecord(resource), reason });
const pathRecord = (path: ExposurePath, universe: ConnectionSet): PathRecord => ({ ...frontRecord(path), verdict: path.verdict, ...setRecord(path, universe) });

function frontRecord({ kind, resource, parent, hostnames, paths, addresses, ports, source }: ExposureFront): FrontRecord {
  return {
    kind, resource: resource === null ? null : resourceRecord(resource), ...(parent !== null && { parent: resourceRecord(parent) }), hostnames, paths, addresses, ports,
    source: source.ref, ...(source.assumption !== null && { assumption: source.assumption }),
  };
}

function setRecord({ allowed, partial, undecided }: Pick<ExposureItem, 'allowed' | 'partial' | 'undecided'>, universe: ConnectionSet): SetRecord {
  const text = (set: ConnectionSet): string => connectionText(set, universe);
  return { allowed: text(allowed), ...(partial.length > 0 && { partial: text(partial) }), ...(undecided.length > 0 && { undecided: text(undecided) }) };
}
