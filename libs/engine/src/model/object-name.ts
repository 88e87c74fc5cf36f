const DASH = 45; const DOT = 46;

/** By hand, since the name of every object comes through here: each label begins and ends with a lower-case letter or a digit. */
function areDnsLabels(text: string, mayHaveDots: boolean): boolean {
  let before = DOT;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === DASH ? before === DOT : code === DOT ? !mayHaveDots || before === DOT || before === DASH : !((code >= 97 && code <= 122) || (code >= 48 && code <= 57))) return false;
    before = code;
  }
  return before !== DOT && before !== DASH;
}

/** Lower-case letters, digits and inner dashes, at most 63 characters: namespaces and services are named so (V2). */
export const isDnsLabel = (text: string): boolean => text.length <= 63 && areDnsLabels(text, false);

/** DNS labels joined by dots, at most 253 characters: most objects are named so (V1). */
export const isDnsSubdomain = (text: string): boolean => text.length <= 253 && areDnsLabels(text, true);

/** A port's name: at most 15 lower-case letters, digits and single inner dashes, with a letter among them (V9). */
export const isPortName = (text: string): boolean =>
  text.length <= 15 && /^[a-z0-9](?:-?[a-z0-9])*$/.test(text) && /[a-z]/.test(text);
