/**
 * The number that a port's text means: a leading zero is octal, and digits may be parted by `_`. Undefined where it is
 * none; what can be a name, `0x50` too, is a name.
 */
export function portNumber(text: string): number | undefined {
  if (!/^\d(?:_?\d)*$/.test(text)) return undefined;
  const digits = text.replaceAll('_', '');
  const isOctal = digits.length > 1 && digits.startsWith('0');
  if (isOctal && !/^[0-7]+$/.test(digits)) return undefined;
  const number = Number.parseInt(digits, isOctal ? 8 : 10);
  return number > 65_535 ? undefined : number;
}

/** Whether the text can be the name of a port, in any case. */
export const isPortName = (text: string): boolean => text.length <= 15 && /[a-zA-Z]/.test(text) && /^[a-zA-Z0-9]+(?:-[a-zA-Z0-9]+)*$/.test(text);
