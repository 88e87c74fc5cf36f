import { expect, it } from 'vitest';
import { readDockerfile, readIgnored } from './dockerfile.mjs';

it('reads stages, copies, the user and the commands', () => {
  const text = 'FROM node:24 AS build\nCOPY a b/ ./\n# no\nFROM node:24\nCOPY --from=build /app/x \\\n  x\nUSER node\nHEALTHCHECK --retries=3 \\\n  CMD ["node", "-e", "1"]\nCMD ["node", "x/main.js"]\n';
  const [build, last] = readDockerfile(text);
  expect(build).toMatchObject({ name: 'build', copies: [{ from: undefined, sources: ['a', 'b/'] }] });
  expect(last).toMatchObject({ user: 'node', copies: [{ from: 'build', sources: ['/app/x'] }], commands: [['node', '-e', '1'], ['node', 'x/main.js']] });
});

it('knows what the build does not see', () => {
  const isIgnored = readIgnored('# made\n**/dist\n.git\n**/*.spec.ts\n');
  expect(['apps/api/dist', 'dist/x.js', '.git/config', 'libs/a/src/b.spec.ts'].map(isIgnored)).toEqual([true, true, true, true]);
  expect(['distant', 'apps/api/src', '.gitignore', 'a.spec.tsx'].map(isIgnored)).toEqual([false, false, false, false]);
});
