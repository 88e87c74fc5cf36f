import type { Reachability } from '../../model/verdict.ts';
import { setTexts, type SetTexts } from '../documents/set-text.ts';

/** The three sets in one cell: `TCP 80`, `TCP 80; partly UDP 53; perhaps ALL`, a dash for nothing. */
export function setCell({ allowed, partial, undecided }: SetTexts): string {
  const parts = [allowed, partial === '' ? '' : `partly ${partial}`, undecided === '' ? '' : `perhaps ${undecided}`].filter((part) => part !== '');
  return parts.length === 0 ? '-' : parts.join('; ');
}

/** The same of an answer, over all that its enforcer models. */
export const answerText = (reachability: Pick<Reachability, 'allowed' | 'partial' | 'undecided' | 'universe'>): string => setCell(setTexts(reachability));
