/** A stretch of IPv4 addresses with what it can do. */
export interface AddressRow { readonly first: number; readonly last: number; readonly ports: string }

const number = (text: string): number => text.split('.').reduce((value, part) => value * 256 + Number(part), 0);
const dotted = (value: number): string => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

/** The addresses of `ip:10.0.0.0/8`, `10.0.0.1` or `10.0.0.0-10.0.0.9`; undefined for IPv6. */
export function readAddresses(text: string): readonly [number, number] | undefined {
  if (text.includes(':')) return undefined;
  const [from = '', to] = text.split('-');
  if (to !== undefined) return [number(from), number(to)];
  const [base = '', prefix] = from.split('/');
  const first = number(base);
  return [first, first + 2 ** (32 - Number(prefix ?? 32)) - 1];
}

/** Rows as text with neighbours of equal ports merged, so that it does not matter how either side cut them. */
export function mergedRows(rows: readonly AddressRow[]): readonly string[] {
  const merged: { first: number; last: number; ports: string }[] = [];
  for (const row of [...rows].sort((a, b) => a.first - b.first)) {
    const end = merged.at(-1);
    if (end !== undefined && end.ports === row.ports && row.first === end.last + 1) end.last = row.last; else merged.push({ ...row });
  }
  return merged.map(({ first, last, ports }) => `${dotted(first)}-${dotted(last)} ${ports}`);
}
