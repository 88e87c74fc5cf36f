import { must } from '../measure/assert.mjs';
import { threadCpu } from '../measure/cpu.mjs';
import { policyRules } from '../measure/policy-rules.mjs';

const EACH = 200;
const REPEATS = 3;
const BATCHES = 20;
const IN_A_BATCH = 100;
const ASKED = 10;

/**
 * One pod or one policy that comes, goes or is another: from a version to the next, with one exact point question on
 * what changed. Every operation begins from the same version and is made three times, of which the fastest counts:
 * single calls are too short for the clock of CPU time, and what wall time has besides is other people's. What is by CPU
 * is of batches of different changes, each made once, with the garbage that they leave: the mean of a change in each.
 */
export function change(world) {
  const { engine } = world; const live = engine.openLive(world.firewalls());
  const kinds = operations(world, live);
  for (const make of Object.values(kinds).flatMap((list) => Object.values(list))) check(world, live, make());
  const times = {};
  for (const [kind, list] of Object.entries(kinds)) {
    const all = [];
    for (const [name, make] of Object.entries(list)) {
      const own = Array.from({ length: EACH }, () => fastest(engine, live, make()));
      times[`${kind} ${name}`] = quantile(own, 0.5);
      all.push(...own);
    }
    times[`${kind} p95`] = quantile(all, 0.95);
    times[`${kind} p95 by CPU`] = quantile(batches(engine, live, Object.values(list)), 0.95);
  }
  times['who after a change'] = whoAfter(world, live, kinds.pod.added);
  return { unit: 'ms', times };
}

const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.floor(values.length * part)];

const next = (live, { endpoints, rules }) => (endpoints === undefined ? live.changeRules(rules) : live.changeEndpoints(endpoints));

function fastest(engine, live, operation) {
  let best = Infinity;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const start = performance.now();
    engine.pairBounds(next(live, operation).view, operation.from, operation.to);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** Milliseconds of CPU a change, in each of several batches. */
function batches(engine, live, makes) {
  return Array.from({ length: BATCHES }, () => {
    const operations = Array.from({ length: IN_A_BATCH }, (_, at) => makes[at % makes.length]());
    const start = threadCpu();
    for (const operation of operations) engine.pairBounds(next(live, operation).view, operation.from, operation.to);
    return (threadCpu() - start) / IN_A_BATCH;
  });
}

/** Milliseconds of CPU for a pod that came and everything that can reach it, the first question of its version. */
function whoAfter({ engine }, live, make) {
  const operations = Array.from({ length: ASKED + 1 }, make);
  const ask = (operation) => {
    const { view } = next(live, operation); const { namespace, name } = view.firewalls.endpoints.at(operation.from.index);
    engine.whoCanReach(view, { to: engine.resolveEndpoint(view, `pod:${namespace}/${name}`), traffic: null, groupBy: 'workload' });
  };
  ask(operations.pop());
  const start = threadCpu();
  for (const operation of operations) ask(operation);
  return (threadCpu() - start) / ASKED;
}

/** What follows is what compiling anew says, and what was before still holds. */
function check({ engine, random }, live, operation) {
  const { view } = next(live, operation); const anew = engine.compile(view.firewalls); const { length } = view.firewalls.endpoints;
  for (let sample = 0; sample < 300; sample++) {
    const from = sample === 0 ? operation.from : end(random.int(length)); const to = sample < 150 ? operation.to : end(random.int(length));
    must(JSON.stringify(engine.pairBounds(view, from, to)) === JSON.stringify(engine.pairBounds(anew, from, to)), `a changed view from ${from.index} to ${to.index}`);
  }
}

const end = (index) => ({ kind: 'endpoint', index });

function operations(world, live) {
  const { random } = world; const { endpoints } = live.view.firewalls; let made = 0;
  const index = () => random.pick(world.pods());
  const copy = (pod, labels) => { made++; return { ...pod, ref: `${pod.ref}-${made}`, name: `${pod.name}-${made}`, labels }; };
  // A label that rules ask for gets another value that they ask for: mostly a combination that no pod has.
  const relabelled = ({ labels }) => ({ ...labels, app: endpoints.at(index()).labels.app ?? 'unlike', tier: endpoints.at(index()).labels.tier ?? 'unlike' });
  const placed = (pod, removed = []) => {
    // The copy of a pod stands right behind it, or in its place.
    const at = pod.index + (removed.length > 0 ? 0 : 1);
    return { endpoints: { removed, added: [pod.copy] }, from: end(at), to: end(random.int(endpoints.length - 1)) };
  };
  const policies = policyRules(live.view.firewalls); const policy = () => random.pick(policies);
  const pair = (rules) => ({ rules, from: end(index()), to: end(index()) });
  const fresh = (rule, own = rule.own) => ({ ...rule, own: structuredClone(own), peers: structuredClone(rule.peers), traffic: structuredClone(rule.traffic) });
  return {
    pod: {
      added: () => { const at = index(); const pod = endpoints.at(at); return placed({ index: at, copy: copy(pod, pod.labels) }); },
      'of new labels': () => { const at = index(); const pod = endpoints.at(at); return placed({ index: at, copy: copy(pod, relabelled(pod)) }); },
      removed: () => ({ endpoints: { removed: [index()], added: [] }, from: end(random.int(endpoints.length - 1)), to: end(random.int(endpoints.length - 1)) }),
      relabelled: () => { const at = index(); const pod = endpoints.at(at); return placed({ index: at, copy: { ...pod, labels: relabelled(pod) } }, [at]); },
    },
    policy: {
      added: () => { const [subject] = policy(); return pair(policy().map(({ rule, ...place }) => ({ ...place, removed: 0, inserted: [fresh(rule, subject.rule.own)] }))); },
      removed: () => pair(policy().map(({ direction, tier, at }) => ({ direction, tier, at, removed: 1, inserted: [] }))),
      changed: () => { const { app = 'unlike' } = endpoints.at(index()).labels; return pair(policy().map(({ rule, ...place }) => ({ ...place, removed: 1, inserted: [fresh(rule, narrowed(rule.own, app))] }))); },
    },
  };
}

/** Those of an expression that have a label besides. */
const narrowed = (own, app) => ({ op: 'and', of: [...(own.op === 'and' ? own.of : [own]), { op: 'in', key: 'app', values: [app] }] });
