import { createReadStream, readFileSync, statSync } from 'node:fs';
import type { Diagnostic, SourceText } from '@postern/engine';
import { decodeText } from './decode-text.ts';
import { isGzip, plainBytes } from './gunzip-bounded.ts';
import { InputError } from './input-error.ts';
import { DEFAULT_LIMITS, type InputLimits } from './limits.ts';
import { listFiles } from './list-files.ts';

/** A text for the engine, or a problem in place of one. */
export type InputItem = { readonly kind: 'text'; readonly source: SourceText } | { readonly kind: 'problem'; readonly diagnostic: Diagnostic };

/** How to read. */
export interface InputOptions {
  readonly limits?: Partial<InputLimits>;
  /** What `-` stands for. */
  readonly standardInput?: AsyncIterable<Uint8Array>;
}

const problem = (file: string, code: string, message: string): InputItem =>
  ({ kind: 'problem', diagnostic: { severity: 'error', code, message: `${file}: ${message}.`, state: 'unreadable', source: { file, document: 1, line: 1 } } });

const REASONS: Readonly<Record<string, { readonly code: string; readonly message: string }>> = {
  ENOENT: { code: 'INPUT_NOT_FOUND', message: 'no such file or folder' },
  EACCES: { code: 'INPUT_UNREADABLE', message: 'permission denied' },
  EPERM: { code: 'INPUT_UNREADABLE', message: 'permission denied' },
  ELOOP: { code: 'INPUT_UNREADABLE', message: 'a link leads back to itself' },
  EISDIR: { code: 'INPUT_UNREADABLE', message: 'it is a folder' },
};

/** The message of an unknown error is left out: it may say more about the machine than the reader asked for. */
function failed(file: string, error: unknown): InputItem {
  if (error instanceof InputError) return problem(file, error.code, error.message);
  const errno = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = Object.hasOwn(REASONS, errno) ? REASONS[errno] : undefined;
  return problem(file, reason?.code ?? 'INPUT_UNREADABLE', reason?.message ?? `it cannot be read${errno === '' ? '' : ` (${errno})`}`);
}

interface Taken { readonly item: InputItem; readonly bytes: number }

const taken = (file: string, bytes: Uint8Array): Taken => {
  const text = decodeText(bytes);
  return { item: text === undefined ? problem(file, 'NOT_TEXT', 'it is not UTF-8 text') : { kind: 'text', source: { file, text } }, bytes: bytes.length };
};

async function takeStream(file: string, stream: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Taken> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of plainBytes(stream, limitBytes)) { chunks.push(chunk); bytes += chunk.length; }
  } catch (error) {
    return { item: failed(file, error), bytes };
  }
  return taken(file, Buffer.concat(chunks));
}

/** A regular file within the limit at once, which costs a fraction of a stream; undefined for everything that has to be read as it comes. */
function takeAtOnce(file: string, limitBytes: number): Taken | undefined {
  try {
    const info = statSync(file);
    if (!info.isFile() || info.size > limitBytes) return undefined;
    const bytes = readFileSync(file);
    // It may have grown since.
    return isGzip(bytes) || bytes.length > limitBytes ? undefined : taken(file, bytes);
  } catch (error) {
    return { item: failed(file, error), bytes: 0 };
  }
}

interface Listed { readonly file: string; readonly take: (limitBytes: number) => Promise<Taken> }

function* listed(paths: readonly string[], standardInput: AsyncIterable<Uint8Array>): Generator<Listed | InputItem> {
  for (const path of paths) {
    if (path === '-') { yield { file: '-', take: (limit) => takeStream('-', standardInput, limit) }; continue; }
    for (const found of listFiles(path)) {
      const file = found.path;
      yield 'error' in found ? failed(file, found.error) : { file, take: async (limit) => takeAtOnce(file, limit) ?? takeStream(file, createReadStream(file), limit) };
    }
  }
}

/**
 * The texts behind paths, one at a time and in order: files whatever their names, folders with all YAML, JSON and NDJSON
 * in them, `-` for standard input; gzip is recognised by its content. What cannot be read becomes a problem in its place
 * and the rest goes on. Stops at the limits on everything together.
 */
export async function* readInputs(paths: readonly string[], options: InputOptions = {}): AsyncGenerator<InputItem> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const nothing = (async function* none(): AsyncGenerator<Uint8Array> { /* standard input is not connected */ })();
  let leftBytes = limits.totalBytes; let leftFiles = limits.files;
  for (const next of listed(paths, options.standardInput ?? nothing)) {
    if ('kind' in next) { yield next; continue; }
    if ((leftFiles -= 1) < 0) { yield problem(next.file, 'INPUT_TOO_LARGE', `more than ${String(limits.files)} files; this one and the rest are left out`); return; }
    const { item, bytes } = await next.take(Math.min(limits.fileBytes, leftBytes));
    const isOver = item.kind === 'problem' && item.diagnostic.code === 'INPUT_TOO_LARGE' && leftBytes < limits.fileBytes;
    if (isOver) { yield problem(next.file, 'INPUT_TOO_LARGE', `the input is larger than ${String(limits.totalBytes)} bytes together; this file and the rest are left out`); return; }
    if (item.kind === 'text') leftBytes -= bytes;
    yield item;
  }
}
