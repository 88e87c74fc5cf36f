// Work that is counted, not timed: equal on every machine for equal input.
import * as engine from '@postern/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { clusterLines } from './cluster/cluster-lines.mjs';
import { allowedPairs, allowedPairsPlainly } from './measure/allowed-pairs.mjs';
import { policyRules } from './measure/policy-rules.mjs';
import { twiceThePods } from './measure/twice-the-pods.mjs';

const { buildSnapshot, compile, createReadSession, diffViews, exposureOf, lowerReference, matrixOf, newCounters, pairBounds, policyImpacts, reachableFrom, resolveEndpoint, totalsOf, whoCanReach } = engine;

function compiled(options) {
  const session = createReadSession();
  session.ndjson(clusterLines(options), 'objects.ndjson');
  const { objects, coverage } = session.finish();
  const { snapshot } = buildSnapshot(objects, coverage);
  const firewalls = lowerReference(snapshot, {}); const counters = newCounters();
  const view = compile(firewalls, counters);
  return { snapshot, firewalls, view, workloads: new Set(snapshot.pods.map(({ workload }) => workload)).size, after: { ...counters } };
}

/** What `work` adds to the counters of a view. */
function added({ counters }, work) {
  const before = { ...counters };
  work();
  return Object.fromEntries(Object.entries(counters).map(([name, value]) => [name, value - before[name]]));
}

describe('10,000 pods under admin policies', () => {
  let world;
  beforeAll(() => { world = compiled({ pods: 10_000, policies: 'admin' }); });

  it('the same input is the same classes, conditions and rules', () => {
    expect(world.after).toMatchObject({ classes: 521, externalClasses: 42, groups: 555, expressions: 1125, conditions: 852, memberships: 8513 });
  });

  it('the same pairs of pods are allowed', () => {
    expect(allowedPairs(engine, world.view)).toBe(8_024_136);
  });

  it.each([
    ['labelEvaluations', 14_132], ['profiles', 600], ['programs', 583], ['programEntries', 6788], ['distinctSets', 105], ['setOperations', 22], ['rows', 0], ['foldSteps', 0],
  ])('compiling takes no more %s than %i', (name, ceiling) => {
    expect(world.after[name]).toBeLessThanOrEqual(ceiling);
  });

  it('compiling touches each rule and class a bounded number of times', () => {
    const rules = rulesOf(world.firewalls).length;
    const { classes, setOperations, labelEvaluations, expressions } = world.after;
    expect(classes / world.workloads).toBeLessThanOrEqual(1.1);
    expect(setOperations / rules).toBeLessThanOrEqual(3);
    expect(labelEvaluations / expressions).toBeLessThanOrEqual(15);
  });

  it('the table of namespaces folds each firewall once, by regions, and looks at few pairs of classes by themselves', () => {
    const { view } = compiledAgain(world);
    const first = added(view, () => namespaceTable(view));
    expect(first.rows).toBe(view.programs.egress.count + view.programs.ingress.count);
    expect(first.foldSteps).toBeLessThanOrEqual(61_464);
    expect(first.rowExceptions).toBeLessThanOrEqual(4974);
    expect(first.exceptionPairs).toBeLessThanOrEqual(6389);
    expect(first.setOperations).toBeLessThanOrEqual(985);
    expect(first.foldSteps / first.rows).toBeLessThanOrEqual(1500);
    expect((world.after.setOperations + first.setOperations) / rulesOf(world.firewalls).length).toBeLessThanOrEqual(3);
    expect(first.pairSteps).toBeLessThanOrEqual(64_867);
    // Asked again it folds nothing, looks for no exception, and combines only sets of the question itself.
    expect(added(view, () => namespaceTable(view))).toMatchObject({ rows: 0, foldSteps: 0, setOperations: 0, exceptionPairs: 0, pairSteps: first.pairSteps });
    expect(added(view, () => totalsOf(view, null)).pairSteps).toBeLessThanOrEqual(29_782);
  });

  it('the sum of the table, the total and the list count the same pairs', () => {
    const sum = ({ cells }) => cells.reduce((pairs, { reachability }) => pairs + reachability.pairs.allowed + reachability.pairs.partial, 0);
    const table = namespaceTable(world.view); const { pairs } = totalsOf(world.view, null);
    expect([sum(table), table.totals.pairs.allowed + table.totals.pairs.partial, pairs.allowed + pairs.partial]).toEqual([8_024_136, 8_024_136, 8_024_136]);
  });

  it('a set question folds the row of its subject, and asked again combines no set anew', () => {
    const { view } = compiledAgain(world);
    const { namespace, name } = world.firewalls.endpoints.find(({ kind, isHost }) => kind === 'pod' && !isHost);
    const to = resolveEndpoint(view, `pod:${namespace}/${name}`);
    const ask = () => whoCanReach(view, { to, traffic: null, groupBy: 'workload' });
    const first = added(view, ask);
    expect(first.rows).toBeLessThanOrEqual(2);
    expect(first.labelEvaluations).toBe(0);
    expect(added(view, ask)).toMatchObject({ setOperations: 0, distinctSets: 0, labelEvaluations: 0 });
  });
});

it('what policies do takes few rows, folded where they can be seen', () => {
  const counters = newCounters(); const work = policyImpacts(compiled({ pods: 10_000, policies: 'admin' }).firewalls, { counters });
  while (work.next().done !== true);
  expect(counters.rowsWithoutPolicy).toBeLessThanOrEqual(3009);
  expect(counters.rowsWithoutRule).toBeLessThanOrEqual(1668);
  // Those of all rows as they are stand among them.
  expect(counters.foldSteps).toBeLessThanOrEqual(1_906_477);
});

it('a point question takes no more steps than rules stand on the pair, evaluates no selector, and combines no set twice', () => {
  const { view } = compiled({ pods: 2000, policies: 'admin' }); const { programs, classes, firewalls: { endpoints } } = view;
  const entries = (direction, endpoint) => { const { ofClass, starts } = programs[direction]; const program = ofClass[classes.ofEndpoint[endpoint]]; return starts[program + 1] - starts[program]; };
  for (let i = 0; i < 500; i++) {
    const from = (i * 7919) % endpoints.length; const to = (i * 104_729 + 1) % endpoints.length;
    const ask = () => pairBounds(view, { kind: 'endpoint', index: from }, { kind: 'endpoint', index: to });
    const first = added(view, ask);
    expect(first.foldSteps).toBeLessThanOrEqual(entries('egress', from) + entries('ingress', to));
    expect(first).toMatchObject({ labelEvaluations: 0, rows: 0 });
    expect(added(view, ask)).toMatchObject({ setOperations: 0, distinctSets: 0 });
  }
});

describe('changes of 10,000 pods under admin policies', () => {
  let live; let pods; let policies;
  beforeAll(() => {
    const { firewalls } = compiled({ pods: 10_000, policies: 'admin' });
    live = engine.openLive(firewalls, newCounters());
    pods = firewalls.endpoints.filter(({ kind, isHost }) => kind === 'pod' && !isHost);
    policies = policyRules(firewalls);
  });
  const every = (list, count) => list.filter((_, index) => index % Math.floor(list.length / count) === 0);

  it('a pod with labels that another has evaluates no selector, writes no program and makes no class', () => {
    const work = added(live.view, () => { for (const pod of every(pods, 100)) live.changeEndpoints({ removed: [], added: [{ ...pod, ref: `${pod.ref}-more`, name: `${pod.name}-more` }] }); });
    expect(work).toMatchObject({ labelEvaluations: 0, expressions: 0, conditions: 0, classesAdded: 0, programsWritten: 0, recompiles: 0 });
  });

  it('a pod with labels that no other has is held against few selectors', () => {
    for (const [index, pod] of every(pods, 100).entries()) {
      const work = added(live.view, () => live.changeEndpoints({ removed: [pod.index], added: [{ ...pod, labels: { ...pod.labels, app: pods[index].labels.app, tier: pods[2 * index].labels.tier } }] }));
      expect(work.labelEvaluations).toBeLessThanOrEqual(60);
      expect(work.programsWritten).toBeLessThanOrEqual(20);
      expect(work.recompiles).toBe(0);
    }
  });

  it('a policy that goes or comes back writes no more than 20 programs, and one for every class it selects', () => {
    const counts = every(policies, 100).map((rules) => {
      let without;
      const gone = added(live.view, () => { without = live.changeRules(rules.map(({ direction, tier, at }) => ({ direction, tier, at, removed: 1, inserted: [] }))); });
      const back = added(live.view, () => without.changeRules(placesWithout(rules)));
      return [gone, back].map(({ programsWritten, recompiles, expressions }) => ({ programsWritten, recompiles, expressions }));
    }).flat();
    expect(counts.every(({ recompiles, expressions }) => recompiles + expressions === 0)).toBe(true);
    const written = counts.map(({ programsWritten }) => programsWritten).sort((a, b) => a - b);
    expect(written[Math.floor(written.length / 2)]).toBeLessThanOrEqual(2);
    expect(written[Math.floor(written.length * 0.95)]).toBeLessThanOrEqual(20);
  });
});

/** Where rules that were taken out go back to: before each of them stand so many of the others less. */
const placesWithout = (rules) => rules.map(({ direction, tier, at, rule }) => ({
  direction, tier, removed: 0, inserted: [rule], at: at - rules.filter((other) => other.direction === direction && other.tier === tier && other.at < at).length,
}));

describe('two versions of 10,000 pods under admin policies', () => {
  const options = { pods: 10_000, policies: 'admin' };
  let base; let target;
  beforeAll(() => { base = compiled(options).view; target = compiled({ ...options, next: 2 }).view; });
  const compared = (a, b) => {
    const counters = newCounters();
    const { changes } = diffViews(a, b, { groupBy: 'workload', resources: [], counters });
    return { changes: changes.length, ...counters };
  };

  it('a version and one compiled again from the same input need no row', () => {
    const again = compared(base, compiled(options).view);
    expect(again).toMatchObject({ changes: 0, rows: 0, foldSteps: 0, exceptionPairs: 0 });
  });

  it('the same changes are found either way, from the rows of what changed alone', () => {
    const there = compared(base, target);
    expect(there.changes).toBe(5218);
    expect(compared(target, base).changes).toBe(5218);
    expect(there.rows).toBeLessThanOrEqual(500);
    expect(there.foldSteps).toBeLessThanOrEqual(157_326);
    expect(there.setOperations).toBeLessThanOrEqual(501);
    expect(there.exceptionPairs).toBeLessThanOrEqual(394);
  });
});

const EVERY_NAMESPACE = { groupBy: 'namespace', offset: 0, limit: Infinity };
const namespaceTable = (view) => matrixOf(view, { rows: EVERY_NAMESPACE, columns: EVERY_NAMESPACE, traffic: null });

const rulesOf = ({ tiers }) => Object.values(tiers).flat().flatMap(({ rules }) => rules);

/** A view of the same firewalls that nobody has asked yet. */
const compiledAgain = ({ firewalls }) => ({ view: compile(firewalls) });

it('ten times the pods of the same workloads cost no class and no condition more', () => {
  const options = { pods: 500, policies: 'knp' };
  const once = compiled(options); const { endpoints } = once.firewalls;
  const pods = endpoints.filter(({ kind, isHost, addresses }) => kind === 'pod' && !isHost && addresses.length > 0);
  const copies = Array.from({ length: 9 }, (_, k) => pods.map((pod) => ({ ...pod, name: `${pod.name}-${k}`, ref: `${pod.ref}-${k}` }))).flat();
  const counters = newCounters();
  compile({ ...once.firewalls, endpoints: [...endpoints, ...copies].map((endpoint, index) => ({ ...endpoint, index })) }, counters);
  expect(counters).toEqual(once.after);
});

it('twice the pods of the same workloads cost less than a tenth more in whatever follows classes', () => {
  const { firewalls, snapshot } = compiled({ pods: 4000, policies: 'admin' });
  const references = firewalls.endpoints.filter(({ kind, isHost }) => kind === 'pod' && !isHost).slice(0, 40).map(({ ref }) => ref);
  const costs = (given) => {
    const counters = newCounters(); const view = compile(given, counters); const { classes, programs, programEntries, memberships, groups } = counters;
    const subjects = references.map((reference) => resolveEndpoint(view, reference)); const steps = ({ foldSteps, rowExceptions, exceptionPairs, pairSteps, setOperations }) => ({ foldSteps, rowExceptions, exceptionPairs, pairSteps, setOperations });
    return {
      compile: { classes, programs, programEntries, memberships, groups },
      who: steps(added(view, () => { for (const to of subjects) whoCanReach(view, { to, traffic: null, groupBy: 'workload' }); })),
      reach: steps(added(view, () => { for (const from of subjects) reachableFrom(view, { from, traffic: null, groupBy: 'workload' }); })),
      exposure: steps(added(view, () => exposureOf(view, snapshot, { direction: 'ingress', groupBy: 'workload' }))),
      table: steps(added(view, () => namespaceTable(view))),
      total: steps(added(view, () => totalsOf(view, null))),
    };
  };
  const once = costs(firewalls); const twice = costs(twiceThePods(firewalls));
  for (const [question, counted] of Object.entries(once)) for (const [name, value] of Object.entries(counted)) expect(twice[question][name], `${question}: ${name}`).toBeLessThanOrEqual(1.1 * value);
  expect(Math.min(once.who.foldSteps, once.table.foldSteps, once.table.pairSteps, once.total.pairSteps, once.compile.memberships)).toBeGreaterThan(1000);
});

it.each(['admin', 'knp'])('of 120 pods under %s policies the sum over namespaces is the plain evaluator\'s, pair by pair', (policies) => {
  const { view, firewalls } = compiled({ pods: 120, policies });
  expect(allowedPairs(engine, view)).toBe(allowedPairsPlainly(engine, firewalls));
});

// Checked pair by pair against the plain evaluator once, which takes half a minute.
it.each([['admin', 341_050], ['knp', 169_049]])('of 1,000 pods under %s policies %i pairs are allowed', (policies, expected) => {
  expect(allowedPairs(engine, compiled({ pods: 1000, policies }).view)).toBe(expected);
});
