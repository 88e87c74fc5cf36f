import type { Diagnostic } from '../model/diagnostic.ts';
import type { Shape } from '../model/shape.ts';
import { checkedValue } from './checked-object.ts';
import { canonicalAddress } from './ip-text.ts';
import type { EndpointSlice } from './kinds.ts';
import { METADATA_SHAPE, type MetadataJson } from './metadata.ts';
import type { LocatedObject } from './object.ts';
import { protocolOf } from './pod-shape.ts';

/** What is kept of an EndpointSlice. */
export const ENDPOINT_SLICE_SHAPE: Shape = {
  fields: {
    apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE, addressType: 'string',
    endpoints: { list: { fields: { addresses: { list: 'string' }, conditions: { fields: { ready: 'boolean', serving: 'boolean', terminating: 'boolean' } }, targetRef: { fields: { kind: 'string', name: 'string' } }, nodeName: 'string' } } },
    ports: { list: { fields: { name: 'string', protocol: 'string', port: 'integer' } } },
  },
};

interface EndpointJson { readonly addresses?: readonly string[] | null; readonly conditions?: { readonly ready?: boolean | null; readonly serving?: boolean | null; readonly terminating?: boolean | null } | null; readonly targetRef?: { readonly kind?: string | null; readonly name?: string | null } | null; readonly nodeName?: string | null }
interface SliceJson {
  readonly metadata?: MetadataJson | null;
  readonly addressType?: string | null;
  readonly endpoints?: readonly EndpointJson[] | null;
  readonly ports?: readonly { readonly name?: string | null; readonly protocol?: string | null; readonly port?: number | null }[] | null;
}

/** Reads an EndpointSlice; null where it is refused. Addresses of type FQDN stay as they are; an unknown readiness counts as ready, as the API says. */
export function parseEndpointSlice(object: LocatedObject, diagnostics: Diagnostic[]): EndpointSlice | null {
  let slice: EndpointSlice | null = null;
  const json = checkedValue<SliceJson>(object, ENDPOINT_SLICE_SHAPE, diagnostics, ({ metadata, addressType, endpoints, ports }, _refuse, leaveOut) => {
    slice = {
      namespace: object.namespace, name: object.name, serviceName: metadata?.labels?.['kubernetes.io/service-name'] || null, addressType: addressType || 'IPv4',
      endpoints: (endpoints ?? []).map((endpoint) => ({
        addresses: (endpoint.addresses ?? []).map((text) => canonicalAddress(text) ?? text), isReady: endpoint.conditions?.ready ?? true,
        isServingToTheEnd: endpoint.conditions?.terminating === true && (endpoint.conditions.serving ?? true),
        podName: endpoint.targetRef?.kind === 'Pod' ? endpoint.targetRef.name || null : null, nodeName: endpoint.nodeName || null,
      })),
      ports: (ports ?? []).flatMap((port, index) => {
        const protocol = protocolOf(port.protocol);
        if (protocol === undefined) leaveOut(`/ports/${String(index)}/protocol`, 'the protocol must be TCP, UDP or SCTP');
        return protocol === undefined ? [] : [{ name: port.name || null, protocol, port: port.port || null }];
      }),
      source: object.source,
    };
  });
  return json === null ? null : slice;
}
