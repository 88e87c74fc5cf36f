import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addEnforcer } from './new-enforcer/add-enforcer.mjs';

const root = join(import.meta.dirname, '..');
const ENFORCERS = 'libs/engine/src/enforcers';
let copy;

// Inside the project, so that a compiler and a test runner find what they need.
beforeAll(() => {
  copy = mkdtempSync(join(root, 'node_modules/.postern-enforcer-'));
  for (const path of ['libs/engine/src', 'libs/engine/tsconfig.json', 'libs/engine/package.json', 'tsconfig.base.json', 'apps/cli/src/arguments']) cpSync(join(root, path), join(copy, path), { recursive: true });
});
afterAll(() => { rmSync(copy, { recursive: true, force: true }); });

const read = (path) => readFileSync(join(copy, path), 'utf8');
const run = (entry, ...argv) => spawnSync(process.execPath, [join(root, 'node_modules', entry), ...argv], { cwd: copy, encoding: 'utf8' });

it('makes a folder that compiles and whose test passes, and enters it in every list in its place', () => {
  const { written, changed } = addEnforcer(copy, 'my-enforcer');
  expect(written).toEqual(['profile.ts', 'enforcer.ts', 'recognise.ts', 'enforcer.spec.ts'].map((file) => join(ENFORCERS, 'my-enforcer', file)));
  expect(changed).toEqual([join(ENFORCERS, 'registry.ts'), join(ENFORCERS, 'recognisers.ts'), 'apps/cli/src/arguments/read-options.ts']);
  expect(read(join(ENFORCERS, 'registry.ts'))).toMatch(/kubeRouter, myEnforcer, none/);
  expect(read('apps/cli/src/arguments/read-options.ts')).toMatch(/'kube-router', 'my-enforcer', 'none'/);
  const imports = [...read(join(ENFORCERS, 'recognisers.ts')).matchAll(/from '(.+)'/g)].map(([, path]) => path);
  expect(imports).toEqual([...imports].sort());
  const spec = join(ENFORCERS, 'my-enforcer/enforcer.spec.ts');
  writeFileSync(join(copy, 'vitest.config.mjs'), `export default { test: { include: [${JSON.stringify(spec)}], exclude: [], pool: 'threads' } };`);
  expect(run('vitest/vitest.mjs', 'run', '--root', copy)).toMatchObject({ status: 0 });
  mkdirSync(join(copy, 'out'));
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ extends: './libs/engine/tsconfig.json', compilerOptions: { noEmit: true, composite: false, declaration: false, declarationMap: false, incremental: false, rootDir: '.' }, include: [], files: ['enforcer', 'recognise', 'profile'].map((file) => join(ENFORCERS, 'my-enforcer', `${file}.ts`)) }));
  expect(run('typescript/bin/tsc', '-p', copy)).toMatchObject({ status: 0, stdout: '' });
});

it.each([['Weave', /lower-case/], ['weave', /there already/], ['', /lower-case/]])('refuses the name "%s"', (name, reason) => {
  expect(() => addEnforcer(copy, name)).toThrow(reason);
});
