import { parseSelector } from './selector/parse-selector.ts';
import type { Selector } from './selector/selector.ts';
import type { FelixEffect, Tell } from './problem.ts';

const LONGEST = 1024;

function mentionsGlobal(selector: Selector): boolean {
  if (selector.op === 'and' || selector.op === 'or') return selector.of.some(mentionsGlobal);
  return selector.op === 'not' ? mentionsGlobal(selector.of) : selector.op === 'global';
}

/** Checks a selector; `effect` is what becomes of one that cannot be read. `global()` stands alone, where namespaces of a peer are selected. */
export function checkSelector(text: string | null | undefined, pointer: string, { effect, isOfPeerNamespaces }: { readonly effect: FelixEffect; readonly isOfPeerNamespaces: boolean }, tell: Tell): void {
  if (!text) return;
  const { selector, problem } = parseSelector(text);
  if (problem !== null) { tell(pointer, 'SELECTOR_INVALID', effect, `character ${String(problem.at + 1)} of the selector is wrong: ${problem.message}`); return; }
  if (text.length > LONGEST) tell(pointer, 'SELECTOR_INVALID', 'kept', `a selector has at most ${String(LONGEST)} characters`, ['definition']);
  if (mentionsGlobal(selector) && !(isOfPeerNamespaces && selector.op === 'global')) tell(pointer, 'SELECTOR_INVALID', 'kept', 'global() stands alone, in the namespaceSelector of a peer');
}
