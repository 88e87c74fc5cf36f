import type { EndpointData } from '../../analysis/data/endpoint-data.ts';
import { viewText } from '../../analysis/view-key.ts';
import { nodeId } from '../view/resource.mapping.ts';
import type { Endpoint } from './endpoint.types.ts';

/** An end of an answer as a GraphQL object; its id names the version and the end. */
export const toEndpoint = <T extends EndpointData>(data: T): T & Endpoint & { readonly id: string } => ({ ...data, id: nodeId('Endpoint', viewText(data.view), data.ref) });

/** Makes each end once, however many rows of one answer have it. */
export function sharedEndpoints(): (data: EndpointData) => Endpoint {
  const known = new Map<EndpointData, Endpoint>();
  return (data) => {
    const made = known.get(data) ?? toEndpoint(data);
    known.set(data, made);
    return made;
  };
}
