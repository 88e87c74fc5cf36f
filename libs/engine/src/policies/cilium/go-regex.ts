/** What the agent's regular expressions lack and those of JavaScript have: look-around and references to groups. */
const NOT_THERE = /(?<!\\)(?:\\\\)*(?:\(\?(?:[=!]|<[=!])|\\[1-9])/;

/** Flags in front, and groups named in the agent's way, as JavaScript writes them. */
const translated = (pattern: string): string => pattern.replace(/^\(\?[imsU]+\)/, '').replace(/\(\?P</g, '(?<').replace(/\(\?[imsU]*:/g, '(?:').replace(/\\[Az]/g, '');

/** Whether the agent can read the text as a regular expression. */
export function isGoRegex(pattern: string): boolean {
  if (NOT_THERE.test(pattern)) return false;
  try {
    return Boolean(new RegExp(translated(pattern)));
  } catch {
    return false;
  }
}
