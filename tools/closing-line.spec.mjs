import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
let folder;

// Inside the project, so that the specs find vitest.
beforeEach(() => { folder = mkdtempSync(join(root, 'node_modules/.postern-closing-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

function run(files) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const config = { test: { reporters: ['default', join(root, 'tools/closing-line.ts')], include: ['*.spec.mjs'], exclude: [], passWithNoTests: true } };
  writeFileSync(join(folder, 'vitest.config.mjs'), `export default ${JSON.stringify(config)};`);
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder], { encoding: 'utf8' });
  return { status, last: stdout.trimEnd().split('\n').at(-1) };
}

const PASSING = "import { it } from 'vitest';\nit('passes', () => {});\nit.skip('skips', () => {});\n";

it('counts what passed and what was skipped', () => {
  expect(run({ 'a.spec.mjs': PASSING })).toEqual({ status: 0, last: '1 passed, 0 failed, 1 skipped' });
});

it('fails with the test that fails', () => {
  const failing = "import { expect, it } from 'vitest';\nit('fails', () => { expect(1).toBe(2); });\n";
  expect(run({ 'a.spec.mjs': PASSING, 'b.spec.mjs': failing })).toEqual({ status: 1, last: '1 passed, 1 failed, 1 skipped' });
});

it('counts a file that cannot be loaded as failed', () => {
  expect(run({ 'a.spec.mjs': PASSING, 'b.spec.mjs': "import './nowhere.mjs';\n" })).toEqual({ status: 1, last: '1 passed, 1 failed, 1 skipped' });
});

it('counts an error outside every test as failed', () => {
  const stray = "import { it } from 'vitest';\nit('passes', () => { void Promise.reject(new Error('stray')); });\n";
  expect(run({ 'a.spec.mjs': stray })).toMatchObject({ status: 1, last: expect.stringMatching(/, 1 failed, /u) });
});

it('counts a file as skipped whose tests would have been made from data that is absent', () => {
  const absent = "import { describe, it } from 'vitest';\ndescribe.skipIf(true)('cases', () => { it.each([])('agrees on %s', () => {}); });\n";
  expect(run({ 'a.spec.mjs': PASSING, 'b.spec.mjs': absent })).toEqual({ status: 0, last: '1 passed, 0 failed, 2 skipped' });
});

it('fails where there was no test to run', () => {
  expect(run({})).toEqual({ status: 1, last: '0 passed, 0 failed, 0 skipped' });
});
