import { rangesOf, type AddressSet } from '../model/address.ts';
import type { PeerCondition, Rule, TrafficItem } from '../model/firewalls.ts';
import { expressionText } from '../model/label-expression.ts';

/**
 * Canonical text of what a rule does: equal for rules that differ only in where they come from or in the order of
 * their parts. A renamed policy so has the rules of the old one.
 */
export function ruleText(rule: Rule): string {
  return JSON.stringify([rule.action, expressionText(rule.own), listText(rule.peers, peerText), listText(rule.traffic, trafficText), rule.certainty]);
}

const listText = <T>(list: 'any' | readonly T[], textOf: (item: T) => string): 'any' | readonly string[] => (list === 'any' ? list : [...new Set(list.map(textOf))].sort());

function peerText(peer: PeerCondition): string {
  return JSON.stringify([peer.labels === undefined ? null : expressionText(peer.labels), addressSetText(peer.inside), addressSetText(peer.outside), peer.host ?? null]);
}

/** Canonical text of an address set; null where there is none. */
export function addressSetText(set: AddressSet | undefined): string | null {
  return set === undefined ? null : rangesOf(set).map((range) => `${String(range.family)}:${String(range.first)}-${String(range.last)}`).join(',');
}

const trafficText = (item: TrafficItem): string => (item.kind === 'named' ? `${item.protocol} ${item.name}` : item.connections.join(','));
