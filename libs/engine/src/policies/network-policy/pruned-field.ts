const SPEC_FIELDS = ['podSelector', 'policyTypes', 'ingress', 'egress', 'from', 'to', 'ports', 'protocol', 'port', 'endPort', 'namespaceSelector', 'ipBlock', 'cidr', 'except', 'matchLabels', 'matchExpressions', 'key', 'operator', 'values', 'spec'];

const WIDENING: Readonly<Record<string, string>> = {
  podSelector: 'the policy or peer then takes in every pod in reach of it', namespaceSelector: 'the peer then loses its limit to namespaces', policyTypes: 'the directions are then guessed from the rules',
  ingress: 'the policy then admits nothing in', egress: 'the policy may then leave what the pods send unlimited',
  from: 'the rule then admits every source', to: 'the rule then admits every destination', ports: 'the rule then admits every port',
  port: 'the entry then admits every port of its protocol', endPort: 'the range shrinks to its first port', protocol: 'the entry then means TCP',
  matchLabels: 'the selector then selects more', matchExpressions: 'the selector then selects more', except: 'the block then admits what was to be carved out',
  spec: 'the policy then selects every pod of its namespace and admits nothing in',
};

const SINGULARS: Readonly<Record<string, string>> = { policytype: 'policyTypes', matchlabel: 'matchLabels', matchexpression: 'matchExpressions', value: 'values', excepts: 'except', labels: 'matchLabels' };

/** What the author of a dropped field most likely meant, and what its loss does to the policy, as the end of a sentence; empty where unknown. */
export function effectOfPruning(pointer: string): string {
  const written = pointer.slice(pointer.lastIndexOf('/') + 1).toLowerCase().replace(/[-_]/g, '');
  const meant = SPEC_FIELDS.find((field) => field.toLowerCase() === written) ?? (Object.hasOwn(SINGULARS, written) ? SINGULARS[written] : undefined);
  if (meant === undefined) return '';
  const effect = Object.hasOwn(WIDENING, meant) ? WIDENING[meant] : undefined;
  return `; ${meant} was probably meant${effect === undefined ? '' : `, and without it ${effect}`}`;
}
