import type { Diagnostic } from '../model/diagnostic.ts';
import type { Shape } from '../model/shape.ts';
import { checkedValue, isPlain, type LeaveOut, type Refuse } from './checked-object.ts';
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

/** Field by field, which is several times cheaper than spreading. */
function podOf(object: LocatedObject, { metadata, spec, status }: PodJson, refuse: Refuse, leaveOut: LeaveOut): UnlinkedPod {
  const { labels, ports, sidecarPorts, initPorts, hostNetwork, serviceAccountName } = podShapeOf(metadata?.labels, spec, '', refuse, leaveOut);
  const { podIPs, podIP, hostIPs, hostIP, phase } = status ?? NO_STATUS;
  const pod: UnlinkedPod = {
    labels, ports, sidecarPorts, hostNetwork, serviceAccountName, namespace: object.namespace, name: object.name, nodeName: spec?.nodeName || null, phase: phaseOf(phase),
    podIPs: addressesOf(podIPs, podIP, '/status/podIPs/#/ip', leaveOut), hostIPs: addressesOf(hostIPs, hostIP, '/status/hostIPs/#/ip', leaveOut),
    createdAt: createdAt(metadata), isTerminating: isTerminating(metadata), owner: metadata ? controllerOf(metadata) : null, workload: '', directOwner: '', source: object.source,
  };
  return initPorts === undefined ? pod : { ...pod, initPorts };
}

/** Reads a Pod; null where it is refused. */
export function parsePod(object: LocatedObject, diagnostics: Diagnostic[]): UnlinkedPod | null {
  return plainPod(object) ?? checkedPod(object, diagnostics);
}

const doubts = { count: 0 };
const doubt = (): void => { doubts.count += 1; };

/** Most are as they should be, so that nobody needs to be told which one it is; null where something about it is to be said. */
function plainPod(object: LocatedObject): UnlinkedPod | null {
  if (!isPlain(object, POD_SHAPE)) return null;
  const { count } = doubts;
  const pod = podOf(object, object.value, doubt, doubt);
  return doubts.count > count ? null : pod;
}

function checkedPod(object: LocatedObject, diagnostics: Diagnostic[]): UnlinkedPod | null {
  let pod: UnlinkedPod | null = null;
  const json = checkedValue<PodJson>(object, POD_SHAPE, diagnostics, (fitting, refuse, leaveOut) => { pod = podOf(object, fitting, refuse, leaveOut); });
  return json === null ? null : pod;
}
