import { setQuestion } from '../measure/set-question.mjs';

/** Who can reach X: every sender with its exact set. */
export const who = (world) => setQuestion(world, 'to', (view, to, groupBy) => world.engine.whoCanReach(view, { to, traffic: null, groupBy }));
