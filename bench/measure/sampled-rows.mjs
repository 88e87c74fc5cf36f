import { must } from './assert.mjs';

/** Rows of a set question by pod must say what the plain evaluator says of each pair; what is no row is nothing. */
export function checkRows(world, subject, rows, side) {
  const { engine } = world; const firewalls = world.firewalls(); const [index] = subject.endpoints;
  const byReference = new Map(rows.map(({ peer, reachability }) => [peer.ref, reachability]));
  for (let i = 0; i < 100; i++) {
    const other = world.random.pick(world.pods());
    if (other === index) continue;
    const [from, to] = side === 'to' ? [other, index] : [index, other];
    const { surely, possibly } = engine.explainBounds(firewalls, { kind: 'endpoint', index: from }, { kind: 'endpoint', index: to });
    const { namespace, name } = firewalls.endpoints.at(other);
    const row = byReference.get(`pod:${namespace}/${name}`) ?? { allowed: [], undecided: [] };
    must(engine.equalSets(row.allowed, surely) && engine.equalSets(row.undecided, engine.subtract(possibly, surely)), `row of ${name}`);
  }
}
