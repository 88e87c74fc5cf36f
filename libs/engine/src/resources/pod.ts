import type { Diagnostic } from '../model/diagnostic.ts';
import type { Shape } from '../model/shape.ts';
import { checkedValue, type LeaveOut } from './checked-object.ts';
import { canonicalAddress, canonicalAddresses } from './ip-text.ts';
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
function addressesOf(list: readonly IpJson[] | null | undefined, first: string | null | undefined, pointer: string, leaveOut: LeaveOut): readonly string[] {
  const isListed = list !== null && list !== undefined && list.length > 0;
  if (!isListed || list.length === 1) {
    const only = isListed ? list[0]?.ip : first;
    if (only === null || only === undefined || only === '') return NO_ADDRESSES;
    const canonical = canonicalAddress(only);
    if (canonical !== undefined) return [canonical];
  }
  return canonicalAddresses(isListed ? list.map((item) => item.ip) : [first], (index) => { leaveOut(pointer.replace('#', String(index)), 'an IP address is expected'); });
}

const NO_ADDRESSES: readonly string[] = [];
const NO_STATUS: NonNullable<PodJson['status']> = {};

const createdAt = (metadata: MetadataJson | null | undefined): string | null => metadata?.creationTimestamp ?? null;

const isTerminating = (metadata: MetadataJson | null | undefined): boolean => Boolean(metadata?.deletionTimestamp);

/** A pod before its owners are known. */
export type UnlinkedPod = Omit<Pod, 'workload' | 'directOwner'> & { workload: string; directOwner: string };

/** Reads a Pod; null where it is refused. */
export function parsePod(object: LocatedObject, diagnostics: Diagnostic[]): UnlinkedPod | null {
  let pod: UnlinkedPod | null = null;
  const json = checkedValue<PodJson>(object, POD_SHAPE, diagnostics, ({ metadata, spec, status }, refuse, leaveOut) => {
    // Field by field, which is several times cheaper than spreading.
    const { labels, ports, sidecarPorts, initPorts, hostNetwork, serviceAccountName } = podShapeOf(metadata?.labels, spec, '', refuse, leaveOut);
    const { podIPs, podIP, hostIPs, hostIP, phase } = status ?? NO_STATUS;
    pod = {
      labels, ports, sidecarPorts, hostNetwork, serviceAccountName, namespace: object.namespace, name: object.name, nodeName: spec?.nodeName || null, phase: phaseOf(phase),
      podIPs: addressesOf(podIPs, podIP, '/status/podIPs/#/ip', leaveOut), hostIPs: addressesOf(hostIPs, hostIP, '/status/hostIPs/#/ip', leaveOut),
      createdAt: createdAt(metadata), isTerminating: isTerminating(metadata), owner: metadata ? controllerOf(metadata) : null, workload: '', directOwner: '', source: object.source,
    };
    if (initPorts !== undefined) pod = { ...pod, initPorts };
  });
  return json === null ? null : pod;
}
