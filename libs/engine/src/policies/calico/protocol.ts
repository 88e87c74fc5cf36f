const NUMBERS: Readonly<Record<string, number>> = { TCP: 6, UDP: 17, ICMP: 1, ICMPv6: 58, SCTP: 132, UDPLite: 136 };

const CANONICAL: ReadonlyMap<string, string> = new Map(Object.keys(NUMBERS).map((name) => [name.toLowerCase(), name]));

/** A protocol as it was written. */
export interface ReadProtocol { readonly number: number; /** Null for one given by its number. */ readonly name: string | null; /** Spelt as the API wants it. */ readonly isCanonical: boolean }

/** Reads a protocol as Felix does, in any case and with a number as text; undefined where there is none such. */
export function readProtocol(written: number | string): ReadProtocol | undefined {
  if (typeof written === 'number' || /^\d+$/.test(written)) {
    const number = Number(written);
    return number >= 1 && number <= 255 ? { number, name: null, isCanonical: typeof written === 'number' } : undefined;
  }
  const name = CANONICAL.get(written.toLowerCase());
  return name === undefined ? undefined : { number: NUMBERS[name] ?? 0, name, isCanonical: name === written };
}

/** Whether ports can stand beside it. */
export const hasPorts = ({ number }: ReadProtocol): boolean => number === 6 || number === 17 || number === 132;
