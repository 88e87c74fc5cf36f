import { NODE_KEY, nodeLabelKey } from '../../model/effective-labels.ts';
import { endpointTable } from '../../model/endpoints/collect.ts';
import { withLabelSets } from '../../model/endpoints/with-label-sets.ts';
import type { Endpoints, Rule, Tier } from '../../model/firewalls.ts';

/**
 * Host-network pods whose Node is not in the input, with the labels of their node marked as unknown. Only where a rule
 * asks for labels of nodes at all: elsewhere the gap changes no answer.
 */
export function withUnknownNodes(endpoints: Endpoints, tiers: readonly Tier[]): Endpoints {
  if (!tiers.some(({ rules }) => rules.some(asksForNodes))) return endpoints;
  return withLabelSets(endpointTable(endpoints), (kind, isHost) => isHost && kind !== 'node', ({ labels, node }) => {
    if (Object.hasOwn(labels, NODE_KEY)) return null;
    return node === null ? { labels, unknownLabelPrefix: NODE_KEY } : { labels: { ...labels, [NODE_KEY]: node }, unknownLabelPrefix: nodeLabelKey('') };
  });
}

const asksForNodes = ({ peers }: Rule): boolean => peers !== 'any' && peers.some(({ labels, host }) => labels !== undefined && host !== undefined);
