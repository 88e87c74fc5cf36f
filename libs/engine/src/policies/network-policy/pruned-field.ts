import { prunedEffect, type FieldNames } from '../../model/manifest/pruned-effect.ts';

const NAMES: FieldNames = {
  fields: ['podSelector', 'policyTypes', 'ingress', 'egress', 'from', 'to', 'ports', 'protocol', 'port', 'endPort', 'namespaceSelector', 'ipBlock', 'cidr', 'except', 'matchLabels', 'matchExpressions', 'key', 'operator', 'values', 'spec'],
  widening: {
    podSelector: 'the policy or peer then takes in every pod in reach of it', namespaceSelector: 'the peer then loses its limit to namespaces', policyTypes: 'the directions are then guessed from the rules',
    ingress: 'the policy then admits nothing in', egress: 'the policy may then leave what the pods send unlimited',
    from: 'the rule then admits every source', to: 'the rule then admits every destination', ports: 'the rule then admits every port',
    port: 'the entry then admits every port of its protocol', endPort: 'the range shrinks to its first port', protocol: 'the entry then means TCP',
    matchLabels: 'the selector then selects more', matchExpressions: 'the selector then selects more', except: 'the block then admits what was to be carved out',
    spec: 'the policy then selects every pod of its namespace and admits nothing in',
  },
  misspelt: { policytype: 'policyTypes', matchlabel: 'matchLabels', matchexpression: 'matchExpressions', value: 'values', excepts: 'except', labels: 'matchLabels' },
};

/** What the loss of a dropped field does to a NetworkPolicy, as the end of a sentence; empty where unknown. */
export const effectOfPruning = (pointer: string): string => prunedEffect(pointer, NAMES);
