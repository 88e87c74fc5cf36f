import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Small clusters that the project ships. */
export const EXAMPLES = join(import.meta.dirname, '../../../../examples');

/** A folder with these files, gone when the test is. */
export function folder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'postern-cli-'));
  onTestFinished(() => { rmSync(root, { recursive: true }); });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

/** A pod as one line of YAML or JSON. */
export const pod = (namespace: string, name: string, labels: Readonly<Record<string, string>> = {}): string => JSON.stringify({
  apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels }, spec: { containers: [] }, status: { phase: 'Running' },
});
