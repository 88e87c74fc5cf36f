import { connectionText } from '../../model/connection-text.ts';
import type { PointAnswer } from '../../model/point-answer.ts';
import { answerUniverse } from '../documents/answer-universe.ts';
import { counted, caveatNotes } from './notes.ts';
import { printable } from './printable.ts';

/** The answer to "can A reach B" as sentences: the verdict, the connections, the caveats. */
export function canText(answer: PointAnswer): string {
  return `${verdictText(answer)}${caveatNotes(answer.reachability.caveats)}`;
}

/** The verdict and the connections alone. */
export const verdictText = (answer: PointAnswer): string => `${verdictSentence(answer)}\n${setLines(answer)}${otherBasis(answer)}`;

const WORDS = { ALLOWED: 'allowed', DENIED: 'denied', PARTIAL: 'partly allowed', UNKNOWN: 'undecided' } as const;

/** Where the cluster does otherwise than its policies say, the other of the two. */
function otherBasis({ byBasis: { specified, enforced, differences }, reachability: { verdict }, basis }: PointAnswer): string {
  if (differences.length === 0 || specified === enforced) return '';
  const why = differences.join(', ');
  return basis !== 'SPECIFIED' && verdict === enforced ? `  The policies say ${WORDS[specified]}; this is what the cluster does (${why}).\n` : `  This is what the policies say; the cluster does otherwise: ${WORDS[enforced]} (${why}).\n`;
}

function verdictSentence(answer: PointAnswer): string {
  const from = printable(answer.from.ref); const to = printable(answer.to.ref);
  const on = answer.traffic === null ? '' : ` on ${answer.traffic.text}`;
  const { pairs, verdict } = answer.reachability;
  const isOnePair = pairs.total === 1;
  switch (verdict) {
    case 'ALLOWED': return `${from} can reach ${to}${on}.`;
    case 'DENIED': return `${from} cannot reach ${to}${on}.`;
    case 'PARTIAL': return `${from} can partly reach ${to}${on}${isOnePair ? '' : `: ${String(pairs.allowed)} of ${counted(pairs.total, 'pair')} fully, ${String(pairs.partial)} partly`}.`;
    case 'UNKNOWN': return `It cannot be told whether ${from} can reach ${to}${on}.`;
  }
}

function setLines(answer: PointAnswer): string {
  const { allowed, partial, undecided } = answer.reachability;
  const universe = answerUniverse(answer.traffic, answer.reachability.universe);
  const lines: readonly (readonly [string, string])[] = [['allowed', connectionText(allowed, universe)], ['partly', connectionText(partial, universe)], ['undecided', connectionText(undecided, universe)]];
  return lines.filter(([, text]) => text !== '').map(([label, text]) => `  ${label}: ${text}\n`).join('');
}
