import { answerUniverse } from '../documents/answer-universe.ts';
import { setTexts } from '../documents/set-text.ts';
import { caveatsOfPeers, type PeersAnswer } from '../documents/peers-document.ts';
import { caveatNotes, counted } from './notes.ts';
import { conditionNotes, withConditions } from './condition-notes.ts';
import { printable } from './printable.ts';
import { setCell } from './set-cell.ts';
import { table } from './table.ts';

/** The answer to a set question as a table under one sentence. */
export function peersTable(answer: PeersAnswer): string {
  const subject = printable(answer.subject.ref);
  const on = answer.traffic === null ? '' : ` on ${answer.traffic.text}`;
  const total = answer.total ?? answer.peers.length;
  const title = answer.question === 'who' ? `${counted(total, 'peer')} can reach ${subject}${on}` : `${subject} can reach ${counted(total, 'peer')}${on}`;
  const hidden = total - answer.peers.length;
  const rows = answer.peers.map(({ peer, reachability, conditions }) => {
    const sets = setTexts({ ...reachability, universe: answerUniverse(answer.traffic, reachability.universe) });
    return [peer.ref, reachability.verdict, withConditions(setCell(sets), conditions), peer.pods === 0 ? '-' : String(peer.pods)];
  });
  const body = rows.length === 0 ? '' : `\n${table(['PEER', 'VERDICT', 'CONNECTIONS', 'PODS'], rows)}`;
  return `${title}\n${body}${hidden > 0 ? `and ${String(hidden)} more\n` : ''}${notesAfter(`${conditionNotes(answer.peers)}${caveatNotes(caveatsOfPeers(answer))}`)}`;
}

const notesAfter = (notes: string): string => (notes === '' ? '' : `\n${notes}`);
