import { isDnsLabel, isDnsSubdomain } from '../model/object-name.ts';

/** What the text of a document that cannot be parsed still shows of the object. */
export interface TextHints { readonly apiVersion: string | null; readonly kind: string | null; readonly namespace: string | null; readonly name: string | null; readonly hasMetadata: boolean }

const SEEN = 65_536;
const scalar = (text: string | undefined): string | null => text?.trim().replace(/\s+#.*$/, '').replace(/^(["'])(.*)\1,?$/, '$2') ?? null;
const field = (text: string, name: string): string | null => scalar(new RegExp(`^(?:"${name}"|${name})[ \\t]*:[ \\t]*(\\S[^\\r\\n]*)`, 'm').exec(text)?.[1]);

/** Dedents JSON and flow text enough for the line patterns: one field a line, without the outer brace. */
const asLines = (text: string): string => (/^\s*\{/.test(text) ? text.replace(/[{,]\s*(?=")/g, '\n').replace(/[}\]]/g, '\n') : text);

/** Reads the first part of a text line by line for `apiVersion`, `kind` and `metadata`; never throws. */
export function textHints(whole: string): TextHints {
  const text = asLines(whole.slice(0, SEEN)).replace(/^---[ \t]+/, '');
  const start = /^(?:"metadata"|metadata)[ \t]*:[^\r\n]*\r?\n/m.exec(text);
  const rest = start === null ? '' : text.slice(start.index + start[0].length);
  const isFlow = /^\s*\{/.test(whole);
  const block = isFlow ? rest : /^(?:[ \t]+[^\r\n]*\r?\n?|[ \t]*\r?\n)*/.exec(rest)?.[0] ?? '';
  const indent = isFlow ? '' : /^[ \t]+(?=\S)/m.exec(block)?.[0] ?? '';
  const dedented = block.split('\n').map((line) => (line.startsWith(indent) ? line.slice(indent.length) : '')).join('\n');
  const namespace = field(dedented, 'namespace');
  const name = field(dedented, 'name');
  return {
    apiVersion: field(text, 'apiVersion'), kind: field(text, 'kind'), hasMetadata: start !== null,
    namespace: namespace !== null && isDnsLabel(namespace) ? namespace : null, name: name !== null && isDnsSubdomain(name) ? name : null,
  };
}

/** Whether the text is a template of Helm or the like, which only becomes an object when it is rendered. */
export const isTemplateText = (text: string): boolean => /\{\{[-\s]*[#./$"(A-Za-z]/.test(text);

/** Whether the whole text is encrypted or armoured. */
export const isEncryptedText = (text: string): boolean => /^\s*(?:\$ANSIBLE_VAULT;|-----BEGIN (?:PGP|AGE ENCRYPTED)|age-encryption\.org\/)/.test(text.slice(0, 256));

/** Whether the text is no text at all. */
export const isBinaryText = (text: string): boolean => text.slice(0, SEEN).includes('\u0000');
