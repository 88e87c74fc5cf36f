import { setQuestion } from '../measure/set-question.mjs';

/** What X can reach: every receiver with its exact set. */
export const reach = (world) => setQuestion(world, 'from', (view, from, groupBy) => world.engine.reachableFrom(view, { from, traffic: null, groupBy }));
