import { perCall } from './cpu.mjs';
import { checkRows } from './sampled-rows.mjs';
import { podReferences } from './world.mjs';

const SUBJECTS = 100;
const CHECKED = 3;

/** Times a question about everything at the other end of random pods, by workload and by namespace. */
export function setQuestion(world, side, ask) {
  const view = world.view();
  const subjects = podReferences(world, SUBJECTS).map((reference) => world.engine.resolveEndpoint(view, reference));
  for (const subject of subjects.slice(0, CHECKED)) checkRows(world, subject, ask(view, subject, 'pod'), side);
  const timed = (groupBy) => perCall(subjects.map((subject) => () => ask(view, subject, groupBy)), 600);
  return { unit: 'µs', times: { 'by workload': timed('workload'), 'by namespace': timed('namespace') } };
}
