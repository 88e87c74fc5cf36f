// node bench/counters-large.mjs: counts of work at 100,000 pods, too long for every run of the tests; ends with 1 where one is higher than it was.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createWorld, podReferences } from './measure/world.mjs';

const engine = await import(pathToFileURL(join(import.meta.dirname, '..', 'libs/engine/src/index.ts')).href);
const EVERY = { groupBy: 'namespace', offset: 0, limit: Infinity };

const world = createWorld(engine, { pods: 100_000, policies: 'admin' });
const view = engine.compile(world.firewalls());
const failures = [];

/** Counted work that may not differ (`equal`) or not grow. */
function check(what, counted, equal, ceilings) {
  for (const [name, value] of Object.entries(equal)) if (counted[name] !== value) failures.push(`${what}: ${name} is ${counted[name]}, not ${value}`);
  for (const [name, most] of Object.entries(ceilings)) if (counted[name] > most) failures.push(`${what}: ${name} is ${counted[name]}, more than ${most}`);
}

function added(work) {
  const before = { ...view.counters }; const result = work();
  return { result, ...Object.fromEntries(Object.entries(view.counters).map(([name, value]) => [name, value - before[name]])) };
}

check('compiling', view.counters, { classes: 5319, externalClasses: 113 }, { classes: 1.1 * new Set(world.snapshot().pods.map(({ workload }) => workload)).size });
const { setOperations: merges } = view.counters; const rules = Object.values(view.firewalls.tiers).flat().reduce((sum, tier) => sum + tier.rules.length, 0);
const table = added(() => engine.matrixOf(view, { rows: EVERY, columns: EVERY, traffic: null }));
check('the table of namespaces', table, { rows: view.programs.egress.count + view.programs.ingress.count }, { foldSteps: 2_043_751, rowExceptions: 613_747, exceptionPairs: 876_813, setOperations: 10_954, pairSteps: 3_793_577 });
check('a row of the table', { steps: table.foldSteps / table.rows, merges: (table.setOperations + merges) / rules }, {}, { steps: 1500, merges: 3 });
check('the table of namespaces', { allowed: table.result.totals.pairs.allowed }, { allowed: 975_379_798 }, {});
const again = added(() => engine.matrixOf(view, { rows: EVERY, columns: EVERY, traffic: null }));
check('the table asked again', again, { rows: 0, foldSteps: 0, setOperations: 0, exceptionPairs: 0 }, {});
check('the total', added(() => engine.totalsOf(view, null)), { rows: 0 }, { pairSteps: 416_501 });
const subjects = podReferences(world, 100).map((reference) => engine.resolveEndpoint(view, reference));
const who = added(() => { for (const to of subjects) engine.whoCanReach(view, { to, traffic: null, groupBy: 'workload' }); });
console.log(`a question of who costs ${who.foldSteps / subjects.length} fold steps`);
check('a hundred questions of who', who, { rows: subjects.length, labelEvaluations: 0 }, { foldSteps: 1_461_717 });

const without = engine.newCounters(); const work = engine.policyImpacts(world.firewalls(), { counters: without });
while (work.next().done !== true);
check('what policies do', without, {}, { rowsWithoutPolicy: 30_757, rowsWithoutRule: 16_197, foldSteps: 40_220_033 });

for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
