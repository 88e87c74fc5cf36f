import { must } from '../measure/assert.mjs';
import { medianRun } from '../measure/cpu.mjs';
import { verify } from '../verification/five-checks.mjs';
import { naiveChecks } from '../verification/naive-checks.mjs';
import { firewallsOf, randomLabels, userOf } from '../verification/random-labels.mjs';

const RUNS = { 1000: 15, 10_000: 9 };
const POLICIES = [50, 100, 200];
const CHECKED = 100;

/** Random labels under random policies: classes, the complete matrix of roles, and the five checks, from the endpoints and rules. */
export function verification({ engine, cluster: { pods } }) {
  checkFew(engine);
  const times = {}; const counters = {};
  for (const policies of POLICIES) {
    const { firewalls, users } = firewallsOf(engine, randomLabels({ containers: pods, policies }));
    const runs = RUNS[pods] ?? 5;
    times[`${policies} policies`] = medianRun(runs, () => verify(engine, firewalls, users));
    // As from an enforcer that hands over a list: each endpoint is made, and put into columns once more.
    times[`${policies} policies, from a list`] = medianRun(runs, () => verify(engine, { ...firewalls, endpoints: [...firewalls.endpoints] }, users));
    const { view, matrix: { sources, targets } } = verify(engine, firewalls, users);
    counters[`${policies} policies`] = { classes: view.classes.count, sources: sources.count, targets: targets.count };
  }
  return { unit: 'ms', times, counters };
}

/** Of a few containers every answer is the one that the manifests give. */
function checkFew(engine) {
  const objects = [...randomLabels({ containers: CHECKED, policies: 20, keys: 3, values: 4 })]; const { firewalls, users } = firewallsOf(engine, objects);
  const checks = verify(engine, firewalls, users);
  for (const [check, expected] of Object.entries(naiveChecks(objects, userOf))) must(JSON.stringify([...checks[check]].sort()) === JSON.stringify([...expected].sort()), check);
}
