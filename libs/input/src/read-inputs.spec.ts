import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type InputOptions, readInputs } from './read-inputs.ts';

let folder = '';
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'postern-input-')); });
afterEach(async () => { await rm(folder, { recursive: true, force: true }); });

const put = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, content);
  return path;
};

async function readAll(paths: readonly string[], options?: InputOptions): Promise<readonly string[]> {
  const out: string[] = [];
  for await (const item of readInputs(paths, options)) {
    const file = item.kind === 'text' ? item.source.file : item.diagnostic.source?.file ?? '';
    out.push(`${file.replace(`${folder}/`, '')} ${item.kind === 'text' ? item.source.text : item.diagnostic.code}`);
  }
  return out;
}

async function* chunks(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : await Promise.resolve(part);
}

describe('reading folders', () => {
  it('gives YAML, JSON and NDJSON in order of their names and leaves out the rest', async () => {
    await put('b/2.yml', 'two');
    await put('b/1.yaml', 'one');
    await put('a.ndjson', 'lines');
    await put('c.json', 'json');
    await put('c.jsonl.gz', gzipSync('packed'));
    await put('README.md', 'no');
    await put('.git/x.yaml', 'no');
    await put('.hidden.yaml', 'no');
    await put('node_modules/p/x.yaml', 'no');
    expect(await readAll([folder])).toEqual(['a.ndjson lines', 'b/1.yaml one', 'b/2.yml two', 'c.json json', 'c.jsonl.gz packed']);
  });

  it('ends where links lead in circles, and visits each folder once', async () => {
    await put('a/one.yaml', '1');
    await symlink('..', join(folder, 'a', 'up'));
    await symlink('a', join(folder, 'b'));
    expect(await readAll([folder])).toEqual(['a/one.yaml 1']);
  });

  it('goes on after a link that leads nowhere', async () => {
    await symlink('nowhere.yaml', join(folder, 'a.yaml'));
    await symlink('b.yaml', join(folder, 'b.yaml'));
    await put('c.yaml', 'c');
    expect(await readAll([folder])).toEqual(['a.yaml INPUT_NOT_FOUND', 'b.yaml INPUT_UNREADABLE', 'c.yaml c']);
  });

  it('stops at the number of files', async () => {
    await put('a.yaml', 'a');
    await put('b.yaml', 'b');
    await put('c.yaml', 'c');
    expect(await readAll([folder], { limits: { files: 2 } })).toEqual(['a.yaml a', 'b.yaml b', 'c.yaml INPUT_TOO_LARGE']);
  });
});

describe('reading files and standard input', () => {
  it('reads a file whatever its name, and says which path is not there', async () => {
    expect(await readAll([await put('dump.txt', 'x'), join(folder, 'gone')])).toEqual(['dump.txt x', 'gone INPUT_NOT_FOUND']);
  });

  it('reads standard input for "-", compressed or not, however it is cut', async () => {
    const packed = gzipSync('abc');
    expect(await readAll(['-'], { standardInput: chunks('a', 'bc') })).toEqual(['- abc']);
    expect(await readAll(['-'], { standardInput: chunks(packed.subarray(0, 1), packed.subarray(1, 9), packed.subarray(9)) })).toEqual(['- abc']);
    expect(await readAll(['-'], { standardInput: chunks() })).toEqual(['- ']);
  });

  it('takes off a byte order mark and reads UTF-16 that has one', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('kind: Pod', 'utf16le')]);
    expect(await readAll([await put('bom.yaml', '\uFEFFa: 1'), await put('wide.yaml', utf16)])).toEqual(['bom.yaml a: 1', 'wide.yaml kind: Pod']);
  });

  it('reports what is no text', async () => {
    expect(await readAll([await put('a.yaml', Buffer.from([0x61, 0xff, 0x62])), await put('b.yaml', Buffer.from([0x61, 0, 0x62]))])).toEqual(['a.yaml NOT_TEXT', 'b.yaml NOT_TEXT']);
  });

  it('leaves out one file that is too large and goes on', async () => {
    await put('a.yaml', 'x'.repeat(20));
    await put('b.yaml', 'small');
    expect(await readAll([folder], { limits: { fileBytes: 10 } })).toEqual(['a.yaml INPUT_TOO_LARGE', 'b.yaml small']);
  });

  it('stops where everything together is too large', async () => {
    await put('a.yaml', '12345678');
    await put('b.yaml', '12345678');
    await put('c.yaml', '1');
    expect(await readAll([folder], { limits: { fileBytes: 10, totalBytes: 12 } })).toEqual(['a.yaml 12345678', 'b.yaml INPUT_TOO_LARGE']);
  });

  it('reports damaged gzip', async () => {
    const packed = gzipSync('x'.repeat(1000));
    packed[12] = 0xff;
    expect(await readAll([await put('a.yaml.gz', packed), await put('b.yaml.gz', gzipSync('y'.repeat(100)).subarray(0, 15))])).toEqual(['a.yaml.gz INPUT_NOT_GZIP', 'b.yaml.gz INPUT_NOT_GZIP']);
  });
});
