import { isAscii } from 'node:buffer';

/** The encodings that a byte order mark announces; without one it is UTF-8. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** The text of bytes, without byte order mark; undefined where they are no text: not UTF-8, or holding NUL. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    // Most manifests are, and need no decoder.
    const text = isAscii(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1') : new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    return text.includes('\u0000') ? undefined : text;
  } catch {
    return undefined;
  }
}
