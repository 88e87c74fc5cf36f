import type { PeerCondition, Rule } from '../../../model/firewalls.ts';

/** A rule with each peer replaced; a rule for everybody stays. */
export const mapConditions = (rule: Rule, map: (condition: PeerCondition) => readonly PeerCondition[]): Rule => (rule.peers === 'any' ? rule : { ...rule, peers: rule.peers.flatMap(map) });
