import type { Selector } from './selector.ts';

/** The selector with a prefix before the name of every label. */
export function withPrefix(selector: Selector, prefix: string): Selector {
  switch (selector.op) {
    case 'all': case 'global': return selector;
    case 'and': case 'or': return { op: selector.op, of: selector.of.map((part) => withPrefix(part, prefix)) };
    case 'not': return { op: 'not', of: withPrefix(selector.of, prefix) };
    default: return { ...selector, key: `${prefix}${selector.key}` };
  }
}
