import type { Diagnostic } from '../model/diagnostic.ts';
import type { Shape } from '../model/shape.ts';
import { checkedValue } from './checked-object.ts';
import { canonicalAddresses } from './ip-text.ts';
import type { Pod } from './kinds.ts';
import { DATED_METADATA_SHAPE, type MetadataJson } from './metadata.ts';
import type { LocatedObject } from './object.ts';
import { controllerOf } from './owner.ts';
import { podShapeOf, POD_SPEC_SHAPE, type PodSpecJson } from './pod-shape.ts';

const IP_LIST: Shape = { list: { fields: { ip: 'string' } } };

/** What is kept of a Pod. */
export const POD_SHAPE: Shape = {
  fields: { apiVersion: 'string', kind: 'string', metadata: DATED_METADATA_SHAPE, spec: POD_SPEC_SHAPE, status: { fields: { phase: 'string', podIP: 'string', podIPs: IP_LIST, hostIP: 'string', hostIPs: IP_LIST } } },
};

interface IpJson { readonly ip?: string | null }
interface PodJson {
  readonly metadata?: MetadataJson | null;
  readonly spec?: PodSpecJson | null;
  readonly status?: { readonly phase?: string | null; readonly podIP?: string | null; readonly podIPs?: readonly IpJson[] | null; readonly hostIP?: string | null; readonly hostIPs?: readonly IpJson[] | null } | null;
}

const PHASES: readonly Pod['phase'][] = ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'];

/** A pod that no kubelet has reported on is Pending, as the API server fills in. */
const phaseOf = (phase: string | null | undefined): Pod['phase'] => (phase ? PHASES.find((known) => known === phase) ?? 'Unknown' : 'Pending');

/** `podIPs` is authoritative, `podIP` its first element (PD-12). */
const listOrFirst = (list: readonly IpJson[] | null | undefined, first: string | null | undefined): readonly (string | null | undefined)[] => (list && list.length > 0 ? list.map((item) => item.ip) : [first]);

const timesOf = (metadata: MetadataJson | null | undefined): Pick<Pod, 'createdAt' | 'isTerminating'> => ({ createdAt: metadata?.creationTimestamp ?? null, isTerminating: Boolean(metadata?.deletionTimestamp) });

/** A pod before its owners are known. */
export type UnlinkedPod = Omit<Pod, 'workload' | 'directOwner'> & { workload: string; directOwner: string };

/** Reads a Pod; null where it is refused. */
export function parsePod(object: LocatedObject, diagnostics: Diagnostic[]): UnlinkedPod | null {
  let pod: UnlinkedPod | null = null;
  const json = checkedValue<PodJson>(object, POD_SHAPE, diagnostics, ({ metadata, spec, status }, refuse, leaveOut) => {
    const addressesAt = (pointer: string) => (index: number): void => { leaveOut(pointer.replace('#', String(index)), 'an IP address is expected'); };
    pod = {
      ...podShapeOf(metadata?.labels, spec, '', refuse, leaveOut),
      namespace: object.namespace, name: object.name, nodeName: spec?.nodeName || null, phase: phaseOf(status?.phase),
      podIPs: canonicalAddresses(listOrFirst(status?.podIPs, status?.podIP), addressesAt('/status/podIPs/#/ip')),
      hostIPs: canonicalAddresses(listOrFirst(status?.hostIPs, status?.hostIP), addressesAt('/status/hostIPs/#/ip')),
      ...timesOf(metadata), owner: metadata ? controllerOf(metadata) : null, workload: '', directOwner: '', source: object.source,
    };
  });
  return json === null ? null : pod;
}
