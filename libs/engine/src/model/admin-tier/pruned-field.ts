import { prunedEffect, type FieldNames } from '../manifest/pruned-effect.ts';

const WIDE = 'the rule then speaks about every port';
const MORE = 'the selector then selects more';

const NAMES: FieldNames = {
  fields: [
    'tier', 'priority', 'subject', 'ingress', 'egress', 'name', 'action', 'from', 'to', 'namespaces', 'pods', 'namespaceSelector', 'podSelector', 'networks', 'nodes', 'domainNames',
    'ports', 'portNumber', 'portRange', 'namedPort', 'protocols', 'destinationNamedPort', 'destinationPort', 'matchLabels', 'matchExpressions', 'spec',
  ],
  widening: {
    ports: WIDE, protocols: WIDE, matchLabels: MORE, matchExpressions: MORE,
    namespaceSelector: 'every namespace is taken in', podSelector: MORE,
    ingress: 'the policy says nothing about ingress', egress: 'the policy says nothing about egress', name: 'the rule has no name',
  },
  misspelt: { matchlabel: 'matchLabels', matchexpression: 'matchExpressions', labels: 'matchLabels', port: 'ports', protocol: 'protocols', priorities: 'priority', network: 'networks', cidrs: 'networks', fqdns: 'domainNames' },
};

const SAME_LABELS = /\/(?:not)?sameLabels$/i;

/** What the loss of a dropped field does to a policy for administrators, as the end of a sentence; empty where unknown. */
export const effectOfAdminPruning = (pointer: string): string => (SAME_LABELS.test(pointer) ? '; without it every namespace is taken in' : prunedEffect(pointer, NAMES));
