import { isDnsSubdomain } from './object-name.ts';

const NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const isQualifiedName = (text: string): boolean => text.length <= 63 && NAME.test(text);

/** What is wrong with a label's key, null where nothing is (V3). */
export function labelKeyProblem(key: string): string | null {
  const slash = key.indexOf('/');
  const name = key.slice(slash + 1);
  if (slash >= 0 && !isDnsSubdomain(key.slice(0, slash))) return 'the prefix of a label key must be a DNS subdomain of at most 253 characters';
  if (!isQualifiedName(name)) return 'the name of a label key must have 1 to 63 letters, digits, "-", "_" or ".", and begin and end with a letter or digit';
  return null;
}

/** What is wrong with a label's value, null where nothing is (V4). */
export const labelValueProblem = (value: string): string | null =>
  value === '' || isQualifiedName(value) ? null : 'a label value must be empty or have at most 63 letters, digits, "-", "_" or ".", and begin and end with a letter or digit';
