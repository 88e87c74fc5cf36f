import type { Comparison, Selector } from './selector.ts';

const ownLabel = (labels: Readonly<Record<string, string>>, key: string): string | undefined => (Object.hasOwn(labels, key) ? labels[key] : undefined);

const COMPARE: Readonly<Record<Comparison, (own: string | undefined, value: string) => boolean>> = {
  equals: (own, value) => own === value, differs: (own, value) => own !== value,
  contains: (own, value) => own?.includes(value) === true, starts: (own, value) => own?.startsWith(value) === true, ends: (own, value) => own?.endsWith(value) === true,
};

/** Whether effective labels satisfy the selector. */
export function matchesSelector(selector: Selector, labels: Readonly<Record<string, string>>): boolean {
  switch (selector.op) {
    case 'all': case 'global': return true;
    case 'has': return ownLabel(labels, selector.key) !== undefined;
    case 'in': case 'notIn': { const own = ownLabel(labels, selector.key); return (own !== undefined && selector.values.includes(own)) === (selector.op === 'in'); }
    case 'and': return selector.of.every((part) => matchesSelector(part, labels));
    case 'or': return selector.of.some((part) => matchesSelector(part, labels));
    case 'not': return !matchesSelector(selector.of, labels);
    default: return COMPARE[selector.op](ownLabel(labels, selector.key), selector.value);
  }
}
