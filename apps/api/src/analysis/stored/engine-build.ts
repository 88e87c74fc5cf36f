import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A digest of the engine as it is installed: views that another build has compiled are never taken for this one's, even
 * where its authors forgot to count a version up.
 */
export function engineBuild(): string {
  const folder = fileURLToPath(new URL('.', import.meta.resolve('@postern/engine')));
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.[jt]s$/.test(file) && !/\.(?:d|spec)\.ts$/.test(file)).sort();
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
  return hash.digest('hex');
}
