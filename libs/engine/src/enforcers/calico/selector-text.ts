import { selectorOf } from '../../policies/calico/selector/parse-selector.ts';
import type { Selector } from '../../policies/calico/selector/selector.ts';

const NOBODY: Selector = { op: 'not', of: { op: 'all' } };

/** The selector of a policy that has been read; where it is none after all, nobody. */
export const selectorIn = (text: string): Selector => selectorOf(text) ?? NOBODY;
