import { askPeers } from '../question/ask-peers.ts';
import type { CommandAction } from './command.ts';

/** Lists what an end can reach. */
export const reach: CommandAction = (call) => askPeers(call, 'reach');
