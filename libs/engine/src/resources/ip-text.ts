import { addressText, ipv4Value, parseAddress } from '../model/address.ts';

/** The canonical text of an address; undefined where it is none. Most texts are canonical already, which costs one look. */
export function canonicalAddress(text: string): string | undefined {
  if (ipv4Value(text) !== undefined) return text;
  const address = parseAddress(text);
  return address === undefined ? undefined : addressText(address);
}

/** Canonical texts of the addresses in order, without repetition; empty texts are left out, `refuse` hears of others that are none. */
export function canonicalAddresses(texts: readonly (string | null | undefined)[], refuse: (index: number) => void): readonly string[] {
  const out: string[] = [];
  texts.forEach((text, index) => {
    if (text === null || text === undefined || text === '') return;
    const canonical = canonicalAddress(text);
    if (canonical === undefined) refuse(index); else if (!out.includes(canonical)) out.push(canonical);
  });
  return out;
}
