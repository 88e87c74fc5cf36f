import { answerUniverse } from '../documents/answer-universe.ts';
import { setTexts } from '../documents/set-text.ts';
import { caveatsOfPeers, type PeersAnswer } from '../documents/peers-document.ts';
import { caveatNotes, counted } from './notes.ts';
import { conditionNotes, withConditions } from './condition-notes.ts';
import { printable } from './printable.ts';
import { setCell } from './set-cell.ts';
import { sectionsText, type Section } from './section.ts';

/** The answer to a set question as a table under one sentence. */
export const peersTable = (answer: PeersAnswer): string => [...sectionsText(peersSections(answer))].join('');

/** The answer to a set question for people. */
export function peersSections(answer: PeersAnswer): readonly Section[] {
  const subject = printable(answer.subject.ref);
  const on = answer.traffic === null ? '' : ` on ${answer.traffic.text}`;
  const total = answer.total ?? answer.peers.length;
  const title = answer.question === 'who' ? `${counted(total, 'peer')} can reach ${subject}${on}` : `${subject} can reach ${counted(total, 'peer')}${on}`;
  const hidden = total - answer.peers.length;
  const rows = answer.peers.map(({ peer, reachability, conditions }) => {
    const sets = setTexts({ ...reachability, universe: answerUniverse(answer.traffic, reachability.universe) });
    return [peer.ref, reachability.verdict, withConditions(setCell(sets), conditions), peer.pods === 0 ? '-' : String(peer.pods)];
  });
  const notes = `${conditionNotes(answer.peers)}${caveatNotes(caveatsOfPeers(answer))}`;
  return [{ title, headings: ['PEER', 'VERDICT', 'CONNECTIONS', 'PODS'], rows, ...(hidden > 0 && { more: `and ${String(hidden)} more` }), notes: () => notes }];
}
