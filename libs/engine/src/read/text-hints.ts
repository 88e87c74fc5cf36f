import { isDnsLabel, isDnsSubdomain } from '../model/object-name.ts';

/** What the text of a document that cannot be parsed still shows of the object. */
export interface TextHints { readonly apiVersion: string | null; readonly kind: string | null; readonly namespace: string | null; readonly name: string | null; readonly hasMetadata: boolean }

const SEEN = 65_536;
const scalar = (text: string | undefined): string | null => text?.trim().replace(/\s+#.*$/, '').replace(/^(["'])(.*)\1,?$/, '$2') ?? null;
const field = (text: string, name: string): string | null => scalar(new RegExp(`^(?:"${name}"|${name})[ \\t]*:[ \\t]*(\\S[^\\r\\n]*)`, 'm').exec(text)?.[1]);

/** Whether the text is a mapping in braces, and not a template that begins with an action. */
const isFlowText = (text: string): boolean => /^\s*\{(?!\{)/.test(text);

/** JSON and flow text, fit for the line patterns: one field a line, without braces, and without the maps in metadata, whose keys may have any name. */
const asLines = (text: string): string => (isFlowText(text) ? text.replace(/"(?:labels|annotations)"\s*:\s*\{[^{}]*\}\s*,?/g, '').replace(/[{,]\s*(?=")/g, '\n').replace(/[}\]]/g, '\n') : text);

/** The text without the white space that its first line begins with; blank lines and comments, which a marker leaves behind, have no say. */
function dedented(text: string): string {
  const margin = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*([ \t]*)/.exec(text)?.[1] ?? '';
  return margin === '' ? text : text.split('\n').map((line) => (line.startsWith(margin) ? line.slice(margin.length) : '')).join('\n');
}

/** The fields below `metadata`, one a line; null where there are none. */
function metadataLines(text: string, isFlow: boolean): string | null {
  const start = /^(?:"metadata"|metadata)[ \t]*:[ \t]*([^\r\n]*)(?:\r?\n|$)/m.exec(text);
  if (start === null) return null;
  const inline = start[1] ?? '';
  if (inline.startsWith('{')) return inline.replace(/\{[^{}]*\}(?=.)/g, '').replace(/[{}]/g, ',').split(',').map((part) => part.trim()).join('\n');
  const rest = text.slice(start.index + start[0].length);
  return isFlow ? rest : dedented(/^(?:[ \t]+[^\r\n]*\r?\n?|[ \t]*\r?\n)*/.exec(rest)?.[0].replace(/^\s*\n/, '') ?? '');
}

const onlyIf = (fits: (text: string) => boolean, text: string | null): string | null => (text !== null && fits(text) ? text : null);

/** Reads the first part of a text line by line for `apiVersion`, `kind` and `metadata`; never throws. */
export function textHints(whole: string): TextHints {
  const isFlow = isFlowText(whole);
  const text = asLines(dedented(whole.slice(0, SEEN).replace(/^---[ \t]+/, '')));
  const metadata = metadataLines(text, isFlow);
  return {
    apiVersion: field(text, 'apiVersion'), kind: field(text, 'kind'), hasMetadata: metadata !== null,
    namespace: onlyIf(isDnsLabel, field(metadata ?? '', 'namespace')), name: onlyIf(isDnsSubdomain, field(metadata ?? '', 'name')),
  };
}

/** Whether the text is a template of Helm or the like, which only becomes an object when it is rendered. */
export const isTemplateText = (text: string): boolean => /\{\{[-\s]*[#./$"(A-Za-z]/.test(text);

/** Whether the whole text is encrypted or armoured. */
export const isEncryptedText = (text: string): boolean => /^\s*(?:\$ANSIBLE_VAULT;|-----BEGIN (?:PGP|AGE ENCRYPTED)|age-encryption\.org\/)/.test(text.slice(0, 256));

/** Whether the text is no text at all. */
export const isBinaryText = (text: string): boolean => text.slice(0, SEEN).includes('\u0000');
