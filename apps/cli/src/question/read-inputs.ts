import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createReadSession, type ReadResult, type SourceText } from '@postern/engine';
import { CommandFailure } from '../command-failure.ts';
import type { Call } from '../commands/command.ts';
import { EXIT } from '../exit-code.ts';

/** Reads folders, files and standard input, in order. */
export async function readInputs(call: Call, paths: readonly string[]): Promise<ReadResult> {
  const session = createReadSession();
  for await (const source of readSources(call, paths)) session.text(source);
  return session.finish();
}

export async function* readSources({ io }: Call, paths: readonly string[]): AsyncGenerator<SourceText> {
  for (const path of paths) {
    if (path === '-') {
      const chunks: Uint8Array[] = [];
      for await (const chunk of io.input) chunks.push(chunk);
      yield { file: '-', text: Buffer.concat(chunks).toString() };
      continue;
    }
    const info = await stat(path).catch(() => undefined);
    if (info === undefined) throw new CommandFailure(EXIT.NOT_FOUND, `${path}: no such file or folder`);
    const files = info.isDirectory() ? (await readdir(path, { recursive: true })).filter((name) => /\.(ya?ml|json|ndjson)$/.test(name)).sort().map((name) => join(path, name)) : [path];
    for (const file of files) yield { file, text: await readFile(file, 'utf8') };
  }
}
