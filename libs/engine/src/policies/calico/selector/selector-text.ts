import type { Comparison, Selector } from './selector.ts';

const literal = (text: string): string => (text.includes('"') ? `'${text}'` : `"${text}"`);

const OPERATORS: Readonly<Record<Comparison, string>> = { equals: '==', differs: '!=', contains: 'contains', starts: 'starts with', ends: 'ends with' };
const SETS = { in: 'in', notIn: 'not in' } as const;
const SIGNS = { and: ' && ', or: ' || ' } as const;

/** The canonical text of a selector: two that have the same one pick the same. */
export function selectorText(selector: Selector): string {
  switch (selector.op) {
    case 'all': case 'global': return `${selector.op}()`;
    case 'has': return `has(${selector.key})`;
    case 'in': case 'notIn': return `${selector.key} ${SETS[selector.op]} {${selector.values.map(literal).join(', ')}}`;
    case 'and': case 'or': return `(${selector.of.map(selectorText).join(SIGNS[selector.op])})`;
    case 'not': return `!${selectorText(selector.of)}`;
    default: return `${selector.key} ${OPERATORS[selector.op]} ${literal(selector.value)}`;
  }
}
