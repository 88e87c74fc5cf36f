/** The number that a port's text means: a leading zero is octal, `0x` hexadecimal. Undefined where it is none. */
export function portNumber(text: string): number | undefined {
  const digits = /^0[xX][0-9a-fA-F]+$/.test(text) || /^(?:0|[1-9]\d*)$/.test(text) ? Number(text) : /^0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : undefined;
  return digits === undefined || digits > 65_535 ? undefined : digits;
}

/** Whether the text can be the name of a port, in any case. */
export const isPortName = (text: string): boolean => text.length <= 15 && /[a-zA-Z]/.test(text) && /^[a-zA-Z0-9]+(?:-[a-zA-Z0-9]+)*$/.test(text);
