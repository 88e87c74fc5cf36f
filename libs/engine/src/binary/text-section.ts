import type { Texts } from '../model/endpoints/texts.ts';
import { check } from './format.ts';
import type { SectionReader, SectionWriter } from './sections.ts';

const CHUNK = 8192;

/** A text as bytes where it is plain ASCII, as nearly all are, and as UTF-16 units otherwise, which keeps every text as it is. */
export function addText(to: SectionWriter, name: string, text: string): void {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length === text.length) { to.add(`${name}.ascii`, bytes); return; }
  to.add(`${name}.utf16`, Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)));
}

/** The text, decoded when it is first asked for. */
export function textIn(from: SectionReader, name: string): () => string {
  const bytes = from.has(`${name}.ascii`) ? from.get(`${name}.ascii`, 'u8') : null;
  const units = bytes === null ? from.get(`${name}.utf16`, 'u16') : null;
  let text: string | undefined;
  return () => text ??= units === null ? decodeAscii(bytes ?? new Uint8Array()) : decodeUnits(units);
}

/** Shared memory is copied first: what another thread could change is not decoded. */
const decodeAscii = (bytes: Uint8Array): string => new TextDecoder().decode(typeof SharedArrayBuffer !== 'undefined' && bytes.buffer instanceof SharedArrayBuffer ? bytes.slice() : bytes);

function decodeUnits(units: Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += CHUNK) text += String.fromCharCode(...units.subarray(at, at + CHUNK));
  return text;
}

export function addTexts(to: SectionWriter, name: string, { starts, all }: Texts): void {
  to.add(`${name}.starts`, starts);
  addText(to, name, all());
}

export function textsIn(from: SectionReader, name: string): Texts {
  const starts = from.get(`${name}.starts`, 'u32');
  check(starts.length > 0, `${name} has no texts`);
  return { starts, all: textIn(from, name) };
}
