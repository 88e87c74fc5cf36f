import type { Diagnostic } from '../model/diagnostic.ts';
import type { Shape } from '../model/shape.ts';
import { checkedValue, type LeaveOut } from './checked-object.ts';
import { canonicalAddresses } from './ip-text.ts';
import type { Service, ServicePort } from './kinds.ts';
import { METADATA_SHAPE, type MetadataJson } from './metadata.ts';
import type { LocatedObject } from './object.ts';
import { isPortNumber, protocolOf } from './pod-shape.ts';

/** What is kept of a Service. */
export const SERVICE_SHAPE: Shape = {
  fields: {
    apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE,
    spec: {
      fields: {
        type: 'string', selector: { map: 'string' }, clusterIP: 'string', clusterIPs: { list: 'string' }, publishNotReadyAddresses: 'boolean', loadBalancerSourceRanges: { list: 'string' }, externalIPs: { list: 'string' }, externalName: 'string',
        ports: { list: { fields: { name: 'string', protocol: 'string', port: 'integer', targetPort: 'intOrString', nodePort: 'integer' } } },
      },
    },
    status: { fields: { loadBalancer: { fields: { ingress: { list: { fields: { ip: 'string', hostname: 'string' } } } } } } },
  },
};

interface PortJson { readonly name?: string | null; readonly protocol?: string | null; readonly port?: number | null; readonly targetPort?: number | string | null; readonly nodePort?: number | null }
interface SpecJson {
  readonly type?: string | null; readonly selector?: Readonly<Record<string, string>> | null; readonly clusterIP?: string | null; readonly clusterIPs?: readonly string[] | null;
  readonly externalIPs?: readonly string[] | null; readonly publishNotReadyAddresses?: boolean | null; readonly loadBalancerSourceRanges?: readonly string[] | null; readonly externalName?: string | null; readonly ports?: readonly PortJson[] | null;
}
interface ServiceJson {
  readonly metadata?: MetadataJson | null;
  readonly spec?: SpecJson | null;
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string | null; readonly hostname?: string | null }[] | null } | null } | null;
}

const TYPES: readonly Service['type'][] = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'];

function servicePort(port: PortJson, pointer: string, leaveOut: LeaveOut): ServicePort[] {
  const protocol = protocolOf(port.protocol);
  if (protocol === undefined) leaveOut(`${pointer}/protocol`, 'the protocol must be TCP, UDP or SCTP');
  if (!isPortNumber(port.port)) leaveOut(`${pointer}/port`, 'port must be a number from 1 to 65535');
  if (protocol === undefined || !isPortNumber(port.port)) return [];
  return [{ name: port.name || null, protocol, port: port.port, targetPort: port.targetPort || null, nodePort: port.nodePort || null }];
}

const clusterAddresses = ({ clusterIP, clusterIPs }: SpecJson): readonly (string | null | undefined)[] => (clusterIPs && clusterIPs.length > 0 ? clusterIPs : [clusterIP]);

type FromOutside = Pick<Service, 'externalIPs' | 'loadBalancerAddresses' | 'loadBalancerHostnames' | 'loadBalancerSourceRanges'>;
type Complain = (pointer: string) => (index: number) => void;

function fromOutside(spec: SpecJson, status: ServiceJson['status'], wrong: Complain): FromOutside {
  const ingress = status?.loadBalancer?.ingress ?? [];
  return {
    externalIPs: canonicalAddresses(spec.externalIPs ?? [], wrong('/spec/externalIPs/#')),
    loadBalancerAddresses: canonicalAddresses(ingress.map((item) => item.ip), wrong('/status/loadBalancer/ingress/#/ip')),
    loadBalancerHostnames: ingress.flatMap(({ hostname }) => (hostname ? [hostname] : [])),
    loadBalancerSourceRanges: spec.loadBalancerSourceRanges ?? [],
  };
}

/** Reads a Service; null where it is refused. An absent `targetPort` stays null: it is the port itself. */
export function parseService(object: LocatedObject, diagnostics: Diagnostic[]): Service | null {
  let service: Service | null = null;
  const json = checkedValue<ServiceJson>(object, SERVICE_SHAPE, diagnostics, ({ metadata, spec: written, status }, refuse, leaveOut) => {
    const spec = written ?? {};
    const type = TYPES.find((known) => known === (spec.type || 'ClusterIP'));
    if (type === undefined) { refuse('/spec/type', 'the type must be ClusterIP, NodePort, LoadBalancer or ExternalName'); return; }
    const clusterIPs = clusterAddresses(spec);
    const isHeadless = clusterIPs[0] === 'None';
    const wrong: Complain = (pointer) => (index) => { leaveOut(pointer.replace('#', String(index)), 'an IP address is expected'); };
    service = {
      namespace: object.namespace, name: object.name, labels: metadata?.labels ?? {}, type, selector: spec.selector ?? null,
      ports: (spec.ports ?? []).flatMap((port, index) => servicePort(port, `/spec/ports/${String(index)}`, leaveOut)),
      clusterIPs: isHeadless ? [] : canonicalAddresses(clusterIPs, wrong('/spec/clusterIPs/#')),
      ...fromOutside(spec, status, wrong),
      isPublishingNotReady: spec.publishNotReadyAddresses === true, externalName: spec.externalName || null, isHeadless, source: object.source,
    };
  });
  return json === null ? null : service;
}
