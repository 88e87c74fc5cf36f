import { VIEW_OPTIONS } from '../arguments/options.ts';
import type { Command } from './command.ts';

const DOCUMENT = ['table', 'json', 'ndjson'] as const;
const ROWS = [...DOCUMENT, 'csv', 'md'] as const;

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'can', summary: 'whether FROM can reach TO', parameters: 'FROM TO [TRAFFIC]', arity: [2, 3],
    options: [...VIEW_OPTIONS, 'output', 'allow-unknown'], formats: DOCUMENT,
    examples: ['postern can --in cluster/ deploy:shop/web deploy:shop/api tcp/8080', 'postern can --in cluster/ internet pod:shop/web-0'],
    load: async () => (await import('./can.ts')).can,
  },
  {
    name: 'why', summary: 'the same, with every rule that decides and what would have to change', parameters: 'FROM TO [TRAFFIC]', arity: [2, 3],
    options: [...VIEW_OPTIONS, 'output', 'allow-unknown'], formats: DOCUMENT,
    examples: ['postern why --in cluster/ pod:shop/web-0 pod:shop/db-0 tcp/5432'],
    load: async () => (await import('./why.ts')).why,
  },
  {
    name: 'who', summary: 'who can reach TO', parameters: 'TO [TRAFFIC]', arity: [1, 2],
    options: [...VIEW_OPTIONS, 'output', 'group'], formats: ROWS,
    examples: ['postern who --in cluster/ sts:shop/db tcp/5432', 'postern who --in cluster/ ns:shop --group namespace'],
    load: async () => (await import('./who.ts')).who,
  },
  {
    name: 'reach', summary: 'what FROM can reach', parameters: 'FROM [TRAFFIC]', arity: [1, 2],
    options: [...VIEW_OPTIONS, 'output', 'group'], formats: ROWS,
    examples: ['postern reach --in cluster/ deploy:shop/web', 'postern reach --in cluster/ internet tcp/443 -o json'],
    load: async () => (await import('./reach.ts')).reach,
  },
  {
    name: 'list', summary: 'every connection that is possible', parameters: '', arity: [0, 0],
    options: [...VIEW_OPTIONS, 'output', 'group'], formats: [...ROWS, 'dot'],
    examples: ['postern list --in cluster/', 'kubectl get namespaces,pods,networkpolicies -A -o json | postern list --in - -o ndjson', 'postern list --in cluster/ --group namespace -o dot | dot -Tsvg > cluster.svg'],
    load: async () => (await import('./list.ts')).list,
  },
  {
    name: 'exposed', summary: 'what the outside can reach and through what, and what can reach the internet', parameters: '[ingress|egress]', arity: [0, 1],
    options: [...VIEW_OPTIONS, 'output', 'group'], formats: ROWS,
    examples: ['postern exposed --in cluster/', 'postern exposed ingress --in cluster/ -o json'],
    load: async () => (await import('./exposed.ts')).exposed,
  },
  {
    name: 'diff', summary: 'what changed between two versions', parameters: 'A B', arity: [2, 2],
    options: ['basis', 'as', 'set', 'as-target', 'set-target', 'output', 'group', 'exit-code', 'ignore-endpoint-churn', 'allow-unknown'], formats: ROWS,
    examples: ['postern diff before/ after/', 'postern diff before/ after/ --exit-code --ignore-endpoint-churn', 'postern diff before/ after/ -o md', 'postern diff --as weave@2.8.1 --as-target cilium@1.20 cluster/ cluster/'],
    load: async () => (await import('./diff.ts')).diff,
  },
  {
    name: 'enforcement', summary: 'who wires the pods, who filters, and on which nodes', parameters: '', arity: [0, 0],
    options: ['in', 'as', 'set', 'differences', 'group', 'output', 'allow-unknown'], formats: DOCUMENT,
    examples: ['postern enforcement --in cluster/', 'postern enforcement --differences --in cluster/', 'kubectl get nodes,pods,daemonsets,deployments,configmaps,networkpolicies,crd,clusterroles -A -o json | postern enforcement --in - -o json'],
    load: async () => (await import('./enforcement.ts')).enforcement,
  },
  {
    name: 'lint', summary: 'what is wrong with the files', parameters: '', arity: [0, 0],
    options: ['in', 'as', 'set', 'impact', 'output'], formats: DOCUMENT,
    examples: ['postern lint --in policies/', 'postern lint --in policies/ -o json', 'postern lint --impact --in cluster/'],
    load: async () => (await import('./lint.ts')).lint,
  },
  {
    name: 'probe', summary: 'answer one JSON question a line', parameters: '', arity: [0, 0],
    options: [...VIEW_OPTIONS], formats: [],
    examples: [`echo '{"id":"1","src":"pod:shop/web-0","dst":"pod:shop/db-0","protocol":"TCP","port":5432}' | postern probe --in cluster/`],
    load: async () => (await import('./probe.ts')).probe,
  },
  {
    name: 'push', summary: 'send files to a service as the next version of a cluster', parameters: 'FILE…', arity: [1, Infinity],
    options: ['server', 'cluster', 'token', 'wait', 'output'], formats: DOCUMENT,
    examples: ['POSTERN_TOKEN=… postern push --server http://localhost:3000 --cluster prod --wait cluster/'],
    load: async () => (await import('./push.ts')).push,
  },
];
