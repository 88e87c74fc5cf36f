/** A port of a rule: numbers or a name. */
export type ReadPort = { readonly kind: 'numbers'; readonly first: number; readonly last: number } | { readonly kind: 'name' };

/** Reads a port as Felix does; undefined where it cannot be decoded. Port 0 is read. */
export function readPort(written: number | string): ReadPort | undefined {
  const match = /^(\d+)(?::(\d+))?$/.exec(String(written));
  if (match === null) return typeof written === 'string' && /^[a-zA-Z0-9_.-]{1,128}$/.test(written) ? { kind: 'name' } : undefined;
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  return last > 65_535 || first > last ? undefined : { kind: 'numbers', first, last };
}
