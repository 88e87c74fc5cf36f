import { NODE_KEY, nodeLabelKey } from '../../model/effective-labels.ts';
import type { Endpoint, Rule, Tier } from '../../model/firewalls.ts';

/**
 * Host-network pods whose Node is not in the input, with the labels of their node marked as unknown. Only where a rule
 * asks for labels of nodes at all: elsewhere the gap changes no answer.
 */
export function withUnknownNodes(endpoints: readonly Endpoint[], tiers: readonly Tier[]): readonly Endpoint[] {
  if (!tiers.some(({ rules }) => rules.some(asksForNodes))) return endpoints;
  return endpoints.map((endpoint) => {
    if (endpoint.kind === 'node' || !endpoint.isHost || Object.hasOwn(endpoint.labels, NODE_KEY)) return endpoint;
    return endpoint.node === null
      ? { ...endpoint, unknownLabelPrefix: NODE_KEY }
      : { ...endpoint, labels: { ...endpoint.labels, [NODE_KEY]: endpoint.node }, unknownLabelPrefix: nodeLabelKey('') };
  });
}

const asksForNodes = ({ peers }: Rule): boolean => peers !== 'any' && peers.some(({ labels, host }) => labels !== undefined && host !== undefined);
