import { askPeers } from '../question/ask-peers.ts';
import type { CommandAction } from './command.ts';

/** Lists who can reach an end. */
export const who: CommandAction = (call) => askPeers(call, 'who');
