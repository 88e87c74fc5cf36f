import { Problem } from '../../platform/problems/problem.ts';
import type { EndpointInput, LabelSelectorInput, SelectorInput, WorkloadInput } from './endpoint-input.types.ts';

const PREFIXES: Readonly<Record<string, string>> = { deployment: 'deploy', statefulset: 'sts', daemonset: 'ds', replicaset: 'rs', replicationcontroller: 'rc', job: 'job', cronjob: 'cronjob' };

/** The reference that an input stands for, in the one grammar of references. */
export function endpointReference(input: EndpointInput): string {
  const { ref, pod, workload, namespace, selector, cidr, internet } = input;
  if (ref !== undefined) return ref;
  if (pod !== undefined) return `pod:${pod.namespace}/${pod.name}`;
  if (workload !== undefined) return `${workloadPrefix(workload)}:${workload.namespace}/${workload.name}`;
  if (namespace !== undefined) return `ns:${namespace}`;
  if (selector !== undefined) return selectorText(selector);
  if (cidr !== undefined) return `ip:${cidr}`;
  if (internet === true) return 'internet';
  throw new Problem('VALIDATION_FAILED', 'name an endpoint by one field');
}

function workloadPrefix({ kind }: WorkloadInput): string {
  if (kind === undefined || kind === null) return 'workload';
  const prefix = PREFIXES[kind.toLowerCase()];
  if (prefix === undefined) throw new Problem('VALIDATION_FAILED', `"${kind}" is no kind of workload`, [{ path: 'kind', message: Object.keys(PREFIXES).join(', ') }]);
  return prefix;
}

const selectorText = ({ namespaces, pods }: SelectorInput): string => `sel:{${requirements(namespaces)}}/{${requirements(pods)}}`;

function requirements(selector: LabelSelectorInput | null | undefined): string {
  const labels = (selector?.matchLabels ?? []).map(({ key, value }) => `${key}=${value}`);
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
