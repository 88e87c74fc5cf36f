import { lastSeen } from '../model/last-seen.ts';
import type { Shape } from '../model/shape.ts';
import { checkLabels, type LeaveOut, type Refuse } from './checked-object.ts';
import type { PodShape } from './kinds.ts';
import type { ContainerPort } from './object.ts';

/** Names and images are kept of agents alone, with what recognition needs of them. */
const CONTAINER_SHAPE: Shape = {
  fields: {
    restartPolicy: 'string',
    ports: { list: { fields: { name: 'string', containerPort: 'integer', hostPort: 'integer', protocol: 'string' } } },
  },
};

/** What is kept of a pod's spec, in pods and in templates. */
export const POD_SPEC_SHAPE: Shape = {
  fields: {
    nodeName: 'string', hostNetwork: 'boolean', serviceAccountName: 'string', serviceAccount: 'string',
    containers: { list: CONTAINER_SHAPE }, initContainers: { list: CONTAINER_SHAPE },
  },
};

interface PortJson { readonly name?: string | null; readonly containerPort?: number | null; readonly hostPort?: number | null; readonly protocol?: string | null }
interface ContainerJson { readonly restartPolicy?: string | null; readonly ports?: readonly PortJson[] | null }

export interface PodSpecJson {
  readonly nodeName?: string | null;
  readonly hostNetwork?: boolean | null;
  readonly serviceAccountName?: string | null;
  readonly serviceAccount?: string | null;
  readonly containers?: readonly ContainerJson[] | null;
  readonly initContainers?: readonly ContainerJson[] | null;
}

type Protocol = ContainerPort['protocol'];

/** The protocol of a port, TCP where it says none (PT-1); undefined where there is no such protocol. */
export function protocolOf(text: string | null | undefined): Protocol | undefined {
  if (text === null || text === undefined || text === '') return 'TCP';
  return text === 'TCP' || text === 'UDP' || text === 'SCTP' ? text : undefined;
}

/** Whether a number can be a port. */
export const isPortNumber = (value: number | null | undefined): value is number => value !== null && value !== undefined && value >= 1 && value <= 65535;

function portsOf(containers: readonly ContainerJson[], pointer: string, leaveOut: LeaveOut): readonly ContainerPort[] {
  const { ports, problems } = readPorts(containers);
  for (const { at, message } of problems) leaveOut(`${pointer}${at}`, message);
  return ports;
}

interface PortProblem { readonly at: string; readonly message: string }

const readPorts = lastSeen((containers: readonly ContainerJson[]): { readonly ports: readonly ContainerPort[]; readonly problems: readonly PortProblem[] } => {
  const problems: PortProblem[] = [];
  const ports = containers.flatMap((container, index) => (container.ports ?? []).flatMap((port, k): ContainerPort[] => {
    const at = `/${String(index)}/ports/${String(k)}`;
    const protocol = protocolOf(port.protocol);
    if (protocol === undefined) problems.push({ at: `${at}/protocol`, message: 'the protocol must be TCP, UDP or SCTP' });
    if (!isPortNumber(port.containerPort)) problems.push({ at: `${at}/containerPort`, message: 'containerPort must be a number from 1 to 65535' });
    return protocol === undefined || !isPortNumber(port.containerPort) ? [] : [{ name: port.name || null, protocol, port: port.containerPort, hostPort: port.hostPort || null }];
  }));
  return { ports, problems };
});

const NO_CONTAINERS: readonly ContainerJson[] = [];
const NO_PORTS: readonly ContainerPort[] = [];
const NO_LABELS: Readonly<Record<string, string>> = {};

function initPortsOf(init: readonly ContainerJson[], isSidecar: boolean, pointer: string, leaveOut: LeaveOut): readonly ContainerPort[] {
  return init.flatMap((container, index) => ((container.restartPolicy === 'Always') === isSidecar ? portsOf([container], `${pointer}/spec/initContainers`, (at, message) => {
    leaveOut(at.replace('/initContainers/0', `/initContainers/${String(index)}`), message);
  }) : []));
}

const accountOf = (spec: PodSpecJson | null | undefined): string => spec?.serviceAccountName || spec?.serviceAccount || 'default';

/** The part that pods and pod templates share. Plain init containers have finished before the pod serves, so their ports do not count (PT-10). */
export function podShapeOf(labels: Readonly<Record<string, string>> | null | undefined, spec: PodSpecJson | null | undefined, pointer: string, refuse: Refuse, leaveOut: LeaveOut): PodShape {
  const ports = portsOf(spec?.containers ?? NO_CONTAINERS, `${pointer}/spec/containers`, leaveOut);
  const sidecarPorts = spec?.initContainers ? initPortsOf(spec.initContainers, true, pointer, leaveOut) : NO_PORTS;
  // Enforcers differ on whether these count; what is wrong with them was never worth a word (PT-10).
  const initPorts = spec?.initContainers ? initPortsOf(spec.initContainers, false, pointer, () => undefined) : NO_PORTS;
  if (pointer !== '') checkLabels(labels, `${pointer}/metadata/labels`, refuse);
  return {
    labels: labels ?? NO_LABELS, ports: sidecarPorts.length === 0 ? ports : [...ports, ...sidecarPorts], sidecarPorts,
    hostNetwork: spec?.hostNetwork === true, serviceAccountName: accountOf(spec), ...(initPorts.length > 0 && { initPorts }),
  };
}
