import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const CORPUS = join(import.meta.dirname, '../../../../../shared/corpus');

/** Tables of one recorded file; null where it is not there. */
export function recordedRows(path: string): unknown {
  const file = join(CORPUS, path);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
