import { Problem } from '../../platform/problems/problem.ts';
import type { EndpointInput, LabelInput, LabelSelectorInput, SelectorInput, WorkloadInput } from './endpoint-input.types.ts';

const PREFIXES: Readonly<Record<string, string>> = { deployment: 'deploy', statefulset: 'sts', daemonset: 'ds', replicaset: 'rs', replicationcontroller: 'rc', job: 'job', cronjob: 'cronjob' };

type Form = Exclude<keyof EndpointInput, 'internet'>;

const TEXTS: { readonly [Name in Form]: (value: NonNullable<EndpointInput[Name]>) => string } = {
  ref: (ref) => ref,
  pod: ({ namespace, name }) => `pod:${namespace}/${name}`,
  workload: (workload) => `${workloadPrefix(workload)}:${workload.namespace}/${workload.name}`,
  namespace: (namespace) => `ns:${namespace}`,
  service: ({ namespace, name, port }) => `svc:${namespace}/${name}${port === undefined || port === null ? '' : `:${port}`}`,
  selector: (selector) => selectorText(selector),
  cidr: (cidr) => `ip:${cidr}`,
  hypothetical: ({ namespace, labels }) => `hypothetical:${namespace}{${labels.map(labelText).join(',')}}`,
};

/** The reference that an input stands for, in the one grammar of references. */
export function endpointReference(input: EndpointInput): string {
  for (const form of Object.keys(TEXTS) as Form[]) {
    const value = input[form];
    if (value !== undefined) return (TEXTS[form] as (given: typeof value) => string)(value);
  }
  if (input.internet === true) return 'internet';
  throw new Problem('VALIDATION_FAILED', 'name an endpoint by one field');
}

const labelText = ({ key, value }: LabelInput): string => `${key}=${value}`;

function workloadPrefix({ kind }: WorkloadInput): string {
  if (kind === undefined || kind === null) return 'workload';
  const prefix = PREFIXES[kind.toLowerCase()];
  if (prefix === undefined) throw new Problem('VALIDATION_FAILED', `"${kind}" is no kind of workload`, [{ path: 'kind', message: Object.keys(PREFIXES).join(', ') }]);
  return prefix;
}

const selectorText = ({ namespaces, pods }: SelectorInput): string => `sel:{${requirements(namespaces)}}/{${requirements(pods)}}`;

function requirements(selector: LabelSelectorInput | null | undefined): string {
  const labels = (selector?.matchLabels ?? []).map(labelText);
  const expressions = (selector?.matchExpressions ?? []).map(({ key, operator, values }) => {
    const list = `(${(values ?? []).join(',')})`;
    switch (operator) {
      case 'IN': return `${key} in ${list}`;
      case 'NOT_IN': return `${key} notin ${list}`;
      case 'EXISTS': return key;
      case 'DOES_NOT_EXIST': return `!${key}`;
    }
  });
  return [...labels, ...expressions].join(',');
}
