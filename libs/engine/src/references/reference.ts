import { rangeText, type AddressRange } from '../model/address.ts';

export const WORKLOAD_PREFIXES = ['deploy', 'sts', 'ds', 'rs', 'rc', 'job', 'cronjob'] as const;
export type WorkloadPrefix = (typeof WORKLOAD_PREFIXES)[number];

/** One comma-separated part of a label selector, as kubectl writes it. */
export type LabelRequirement =
  | { readonly op: 'in' | 'notin'; readonly key: string; readonly values: readonly string[] }
  | { readonly op: 'exists' | 'missing'; readonly key: string };

/** What an endpoint reference says, before any view is asked what it names. */
export type Reference =
  | { readonly kind: 'pod'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'workload'; readonly prefix: WorkloadPrefix | 'workload'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'service'; readonly namespace: string; readonly name: string; readonly port: string | null }
  | { readonly kind: 'address'; readonly range: AddressRange }
  | { readonly kind: 'internet' }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'selector'; readonly namespace: string | readonly LabelRequirement[]; readonly pods: readonly LabelRequirement[] }
  | { readonly kind: 'hypothetical'; readonly namespace: string; readonly labels: readonly LabelRequirement[] }
  | { readonly kind: 'fqdn'; readonly name: string }
  | { readonly kind: 'entity'; readonly name: string }
  | { readonly kind: 'identity'; readonly labels: readonly LabelRequirement[] };

/** The canonical text of a reference; reading it back gives the same reference. */
export const referenceText = (reference: Reference): string => (PRINTERS[reference.kind] as (reference: Reference) => string)(reference);

const PRINTERS: { readonly [Kind in Reference['kind']]: (reference: Extract<Reference, { kind: Kind }>) => string } = {
  pod: ({ namespace, name }) => `pod:${namespace}/${name}`,
  workload: ({ prefix, namespace, name }) => `${prefix}:${namespace}/${name}`,
  namespace: ({ name }) => `ns:${name}`,
  service: ({ namespace, name, port }) => `svc:${namespace}/${name}${port === null ? '' : `:${port}`}`,
  address: ({ range }) => `ip:${rangeText(range)}`,
  internet: () => 'internet',
  node: ({ name }) => `node:${name}`,
  selector: ({ namespace, pods }) => `sel:${typeof namespace === 'string' ? namespace : `${requirementsText(namespace)}/`}${requirementsText(pods)}`,
  hypothetical: ({ namespace, labels }) => `hypothetical:${namespace}${requirementsText(labels)}`,
  fqdn: ({ name }) => `fqdn:${name}`,
  entity: ({ name }) => `entity:${name}`,
  identity: ({ labels }) => `identity:${requirementsText(labels)}`,
};

/** `{app=web,tier in (a,b),!old}`, parts and values sorted, since their order means nothing. */
function requirementsText(requirements: readonly LabelRequirement[]): string {
  return `{${[...new Set(requirements.map(requirementText))].sort().join(',')}}`;
}

function requirementText(requirement: LabelRequirement): string {
  switch (requirement.op) {
    case 'exists': return requirement.key;
    case 'missing': return `!${requirement.key}`;
    case 'in': case 'notin': {
      const values = [...new Set(requirement.values)].sort();
      if (values.length === 1) return `${requirement.key}${requirement.op === 'in' ? '=' : '!='}${values[0] ?? ''}`;
      return `${requirement.key} ${requirement.op} (${values.join(',')})`;
    }
  }
}
