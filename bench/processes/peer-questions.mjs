// What a peer is asked: a question that its release does not know, or takes too long over, is left out and said once.
import { COMMANDS } from './commands.mjs';
import { measuredProcess } from './measured-process.mjs';

/** Peers enumerate pairs: beyond this nobody waits. */
export const PEER_LIMITS = { limitSeconds: 240, mostStatus: 0 };

/** Asks one peer, remembering what it cannot answer: larger folders are not tried again. */
export function createPeer(name, program, say = console.error) {
  const leftOut = new Set();
  return {
    /** By question, what its process cost. */
    async costs(folders, size) {
      const costs = {};
      for (const [question, args] of Object.entries(COMMANDS[name])) {
        if (leftOut.has(question)) continue;
        const cost = await measuredProcess(program, args(folders), 1, PEER_LIMITS);
        if (cost.failure === null) { costs[question] = cost; continue; }
        leftOut.add(question);
        say(`${name} ${question} is left out from ${size} on: ${cost.failure}`);
      }
      return costs;
    },
  };
}
