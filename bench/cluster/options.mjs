// What a generated cluster looks like, from the command line or from code.
import { parseArgs } from 'node:util';

export const HELP = `usage: node bench/generate.mjs --pods N --out DIR [options]
  --pods N            pods in the cluster (workloads = N/20, namespaces = workloads/12)
  --seed S            any string, default 1
  --out DIR           created; existing objects*.ndjson / *.yaml of a previous run are removed
  --shape KIND        live (default) | manifests | pods
  --policies SET      knp (default) | admin | cilium | calico | mix
  --files M           split the output over M files (live: default 1; others: default one per namespace)
  --next PCT          write version 2: PCT % of pods replaced, a handful of policies changed
  --admin-api V       v1alpha1 (ANP + BANP) | v1alpha2 (ClusterNetworkPolicy) | both
                      default v1alpha2 for live, v1alpha1 otherwise
  --stateful PCT      share of workloads that are StatefulSets in live/pods shape (default 4; pod labels unique)
  --external N        distinct address ranges used by ipBlock rules (default 12 + sqrt(workloads))
  --dual-stack        pods also get an IPv6 address
  --fat               untrimmed pods (env, volumes, probes, conditions, managedFields): about 5 kB each
  --quiet             print nothing
`;

const SHAPES = ['live', 'manifests', 'pods'];
const POLICY_SETS = ['knp', 'admin', 'cilium', 'calico', 'mix'];
const MOST_PODS = 4_000_000;

const DEFAULTS = { seed: '1', shape: 'live', policies: 'knp', next: null, stateful: 4, dualStack: false, fat: false };

/** [what must hold, what is said where it does not]. */
const CHECKS = [
  [({ pods }) => Number.isInteger(pods) && pods >= 1, '--pods must be a positive integer'],
  [({ pods }) => pods <= MOST_PODS, '--pods above 4,000,000 does not fit the address plan'],
  [({ shape }) => SHAPES.includes(shape), 'unknown --shape'],
  [({ policies }) => POLICY_SETS.includes(policies), 'unknown --policies'],
  [({ next }) => next === null || (next >= 0 && next <= 100), '--next must be a percentage'],
];

const given = (record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

/**
 * Options with their defaults, checked.
 *
 * @throws {RangeError} saying what is wrong
 */
export function clusterOptions(asked) {
  const options = { ...DEFAULTS, ...given(asked) };
  for (const [holds, message] of CHECKS) if (!holds(options)) throw new RangeError(message);
  const isLive = options.shape === 'live';
  const workloads = Math.max(1, Math.round(options.pods / 20));
  return {
    adminApi: isLive ? 'v1alpha2' : 'v1alpha1', externalRanges: Math.round(12 + Math.sqrt(workloads)), ...options, isLive,
    workloads, namespaces: Math.max(1, Math.round(workloads / 12)), nodes: Math.max(1, Math.ceil(options.pods / 100)),
  };
}

const number = (text) => (text === undefined ? undefined : Number(text));

/** The options of a command line, with where to write; null where help is asked for. */
export function parseCommandLine(args) {
  const { values } = parseArgs({
    args,
    options: {
      pods: { type: 'string' }, seed: { type: 'string' }, out: { type: 'string' }, shape: { type: 'string' }, policies: { type: 'string' },
      files: { type: 'string' }, next: { type: 'string' }, 'admin-api': { type: 'string' }, stateful: { type: 'string' }, external: { type: 'string' },
      'dual-stack': { type: 'boolean' }, fat: { type: 'boolean' }, quiet: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  if (values.out === undefined) throw new RangeError('--out is required');
  const { pods, seed, shape, policies, next, stateful, external, fat, quiet } = values;
  const options = clusterOptions({ pods: number(pods), seed, shape, policies, next: number(next), stateful: number(stateful), externalRanges: number(external), dualStack: values['dual-stack'], fat, adminApi: values['admin-api'] });
  return { options, out: values.out, files: values.files === undefined ? null : Math.max(1, Number(values.files)), quiet };
}
