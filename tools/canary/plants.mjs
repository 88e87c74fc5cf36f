// Bad code, one piece for each rule that must bite: where it stands, what it says, which rule has to answer.
import { existsSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { FAMILIES, STAGES } from '../eslint/stages.mjs';

const NX = '@nx/enforce-module-boundaries';
const ZONES = 'import-x/no-restricted-paths';
const TYPES_ONLY = '@typescript-eslint/no-restricted-imports';
const ENGINE = 'libs/engine/src';

const imports = (target) => `import * as planted from '${target}';\nexport const seen = planted;\n`;
const plant = (file, text, rule) => ({ file, text, rule });

const LAYER_PLANTS = {
  'libs/engine/src/read/planted.ts': ['@nestjs/common', 'zod', 'typeorm', 'pg', 'commander', '@postern/db', '@postern/config', '@postern/input', '../../../db/src/index.ts'],
  'libs/config/src/planted.ts': ['yaml', 'pino', '@nestjs/common', '@postern/engine', '@postern/db'],
  'libs/input/src/planted.ts': ['yaml', 'zod', '@nestjs/common', '@postern/db', '@postern/config'],
  'libs/db/src/planted.ts': ['graphql', '@nestjs/common', '@nestjs/typeorm', '@apollo/server', 'express', '@postern/input'],
  'migrations/planted.ts': ['graphql', '@nestjs/common', '@postern/input'],
  'apps/api/src/planted.ts': ['typeorm', '@nestjs/typeorm', 'pg', 'pg-boss', 'pg-copy-streams', 'pg-query-stream', '@postern/cli'],
  'apps/cli/src/planted.ts': ['@nestjs/common', 'pg', 'typeorm', 'graphql', '@postern/db', '@postern/api'],
};

function firstFile(root, stage) {
  const path = join(root, ENGINE, stage);
  if (/\.ts$/u.test(stage)) return existsSync(path) ? stage : undefined;
  const found = existsSync(path) ? readdirSync(path, { recursive: true }).sort().find((name) => /(?<!\.spec)\.ts$/u.test(name)) : undefined;
  return found === undefined ? undefined : `${stage}/${found}`;
}

function zonePlants(root) {
  const folders = Object.keys(STAGES).filter((stage) => !stage.includes('*'));
  const relative = (from, to) => { const path = posix.relative(posix.dirname(from), to); return path.startsWith('.') ? path : `./${path}`; };
  const forbidden = (file, targets) => [...targets.map((target) => firstFile(root, target)), 'index.ts', 'pipeline.ts']
    .filter((target) => target !== undefined && existsSync(join(root, ENGINE, target)))
    .map((target) => plant(`${ENGINE}/${file}`, imports(relative(file, target)), ZONES));
  const stages = folders.flatMap((stage) => forbidden(`${stage}/planted.ts`, [...folders, ...Object.keys(FAMILIES)]
    .filter((other) => other !== stage && !STAGES[stage].some((allowed) => allowed.startsWith(other)))));
  const siblings = Object.entries(FAMILIES).flatMap(([family, { known, shared }]) => known.flatMap((member) =>
    forbidden(`${family}/${member}/planted.ts`, ['query', 'compile', 'explain', ...known.filter((other) => other !== member && !shared.includes(`${family}/${other}`)).map((other) => `${family}/${other}`)])));
  const heads = Object.keys(FAMILIES).flatMap((family) => forbidden(`${family}/planted.ts`, ['query', 'explain']));
  return [...stages, ...siblings, ...heads];
}

/** Written out by hand: the plants above follow the table, and would follow it where it is loosened too. */
const FORBIDDEN_STEPS = [
  ['model', 'resources'], ['model', 'policies'], ['resources', 'read'], ['read', 'enforcers'], ['read', 'compile'], ['enforced', 'compile'], ['enforced', 'query'], ['enforcers', 'enforced'], ['compile', 'query'], ['compile', 'read'],
  ['compile', 'enforcers'], ['query', 'explain'], ['query', 'read'], ['explain', 'query'], ['explain', 'compile'], ['references', 'query'], ['diff', 'read'], ['diff', 'render'], ['render', 'compile'],
];

function fixedPlants(root) {
  const steps = FORBIDDEN_STEPS.map(([from, to]) => [`${from}/planted.ts`, firstFile(root, to)]);
  const folders = (family) => readdirSync(join(root, ENGINE, family), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => `${family}/${name}`);
  const siblings = ['policies', 'enforcers'].flatMap((family) => folders(family)
    .filter((to) => to !== 'enforcers/reference' && to !== 'enforcers/profile')
    .map((to) => [`${family}/cilium/planted.ts`, to === `${family}/cilium` ? undefined : firstFile(root, to)]));
  return [...steps, ...siblings].filter(([, to]) => to !== undefined)
    .map(([from, to]) => plant(`${ENGINE}/${from}`, imports(posix.relative(posix.dirname(from), to)), ZONES));
}

const IMPURE = [
  ["import { readFileSync } from 'node:fs';\nexport const seen = readFileSync;\n", 'no-restricted-imports'],
  ["import { readFileSync } from 'fs';\nexport const seen = readFileSync;\n", 'no-restricted-imports'],
  ["import process from 'node:process';\nexport const seen = process;\n", 'no-restricted-imports'],
  ["export const seen = await import('node:fs');\n", 'no-restricted-syntax'],
  ['export const seen = process.argv;\n', 'no-restricted-globals'],
  ['export const seen = process.env;\n', 'no-restricted-properties'],
  ['export const seen = globalThis.process;\n', 'no-restricted-properties'],
  ["export const seen = globalThis['process'];\n", 'no-restricted-globals'],
  ['export const { process: seen } = globalThis;\n', 'no-restricted-properties'],
  ['export const seen = Date.now();\n', 'no-restricted-properties'],
  ['export const seen = new Date();\n', 'no-restricted-syntax'],
  ['export const seen = Date();\n', 'no-restricted-syntax'],
  ['export const seen = Math.random();\n', 'no-restricted-properties'],
  ['export const seen = performance.now();\n', 'no-restricted-globals'],
  ["console.log('seen');\n", 'no-restricted-globals'],
];

const ENVIRONMENT = [
  ['export const seen = process.env;\n', 'no-restricted-properties'],
  ["export const seen = process['env'];\n", 'no-restricted-properties'],
  ['export const { env } = process;\n', 'no-restricted-properties'],
  ['export const seen = globalThis.process.env;\n', 'no-restricted-properties'],
  ["import { env } from 'node:process';\nexport const seen = env;\n", 'no-restricted-imports'],
];

const lines = (count) => 'export {};\n'.repeat(count);
const longFunction = (count) => `export function long(): void {\n${'  long();\n'.repeat(count)}}\n`;
const branches = (count) => `export function f(a: number): number {\n${Array.from({ length: count }, (_, i) => `  if (a === ${i}) return ${i};\n`).join('')}  return 0;\n}\n`;
const SOURCES = ['libs/engine/src/read/planted.ts', 'libs/engine/src/compile/planted.ts', 'libs/db/src/planted.ts', 'apps/api/src/planted.ts', 'apps/cli/src/planted.ts', 'tools/planted.mjs', 'migrations/planted.ts', 'bench/planted.mjs', 'planted.config.mjs'];
const untyped = (file, text) => (file.endsWith('.mjs') ? text.replaceAll(/: (void|number)/gu, '') : text);

const SIZES = [
  ...SOURCES.flatMap((file) => [
    plant(file, lines(301), 'max-lines'),
    plant(file, untyped(file, longFunction(file.includes('/compile/') ? 120 : 60)), 'max-lines-per-function'),
    plant(file, untyped(file, branches(12)), 'complexity'),
  ]),
  plant('libs/engine/src/query/planted.ts', longFunction(120), 'max-lines-per-function'),
  plant('libs/engine/src/pipeline.ts', lines(61), 'max-lines'),
  plant('libs/engine/src/read/planted.spec.ts', lines(401), 'max-lines'),
];

const controller = (decorators, file = 'controller') => plant(`apps/api/src/features/cluster/planted.${file}.ts`,
  `@Controller()\nexport class Planted {\n  ${decorators}\n  seen(): string { return ''; }\n}\n`, 'local/guarded-entry-points');

const ENTRY_POINTS = [
  controller("@Get('seen')"), controller('@Post()'), controller('@Delete()'),
  controller('@Query(() => String)', 'resolver'), controller('@Mutation(() => String)', 'resolver'), controller('@ResolveField()', 'resolver'),
  ...['resolver', 'controller'].flatMap((role) => ['@postern/engine', '@postern/db', '@postern/input', '@postern/config', '../snapshot/snapshot.service.ts', '../../analysis/view-cache.ts', 'node:process']
    .map((target) => plant(`apps/api/src/features/cluster/planted.${role}.ts`, imports(target), 'no-restricted-imports'))),
];

const FORMS = [
  plant('libs/input/src/planted.ts', imports('@postern/engine'), TYPES_ONLY),
  plant('libs/db/src/planted.ts', imports('@postern/engine'), TYPES_ONLY),
  plant('libs/engine/src/render/planted.ts', imports('../query/answers.ts'), TYPES_ONLY),
  plant('libs/engine/src/model/utils.ts', lines(1), 'local/file-names'),
  plant('apps/api/src/common/planted.ts', lines(1), 'local/file-names'),
  plant('apps/cli/src/text-helpers.ts', lines(1), 'local/file-names'),
  plant('tools/misc.mjs', lines(1), 'local/file-names'),
  plant('libs/db/src/PodRow.ts', lines(1), 'local/file-names'),
  plant('libs/engine/src/model/planted.ts', '// eslint-disable-next-line complexity\nexport {};\n', 'local/no-inline-config'),
  plant('tools/planted.mjs', '/* eslint complexity: off */\nexport {};\n', 'local/no-inline-config'),
  plant('tools/planted.mjs', 'export const seen = nowhere;\n', 'no-undef'),
  plant('apps/api/src/planted.ts', '// @ts-ignore\nexport {};\n', '@typescript-eslint/ban-ts-comment'),
];

/** Rules that need types are planted under the name of a file that exists. */
export const TYPED_PLANTS = [
  ['export const seen = 1 as any;\n', '@typescript-eslint/no-explicit-any'],
  ["import { Problem } from './index.ts';\nexport const seen = (a: Problem): Problem => a;\n", '@typescript-eslint/consistent-type-imports'],
  ['export async function seen(): Promise<void> { await Promise.resolve(); }\nseen();\n', '@typescript-eslint/no-floating-promises'],
  ["export function seen(a: 'x' | 'y'): void { switch (a) { case 'x': break; } }\n", '@typescript-eslint/switch-exhaustiveness-check'],
  ['export const seen = (a: string): string => a!;\n', '@typescript-eslint/no-non-null-assertion'],
  ['export function seen(a: number) { return a; }\n', '@typescript-eslint/explicit-module-boundary-types'],
].map(([text, rule]) => plant('libs/config/src/index.ts', text, rule));

/** Everything else, under names that need not exist. */
export function plants(root) {
  return [
    ...Object.entries(LAYER_PLANTS).flatMap(([file, targets]) => targets.map((target) => plant(file, imports(target), NX))),
    ...zonePlants(root), ...fixedPlants(root),
    ...IMPURE.map(([text, rule]) => plant('libs/engine/src/query/planted.ts', text, rule)),
    ...['apps/api/src/planted.ts', 'apps/cli/src/planted.ts', 'libs/db/src/planted.ts', 'libs/input/src/planted.ts', 'tools/planted.mjs', 'bench/planted.mjs', 'migrations/planted.ts']
      .flatMap((file) => ENVIRONMENT.map(([text, rule]) => plant(file, text, rule))),
    ...SIZES, ...ENTRY_POINTS, ...FORMS,
  ];
}

/** Good code: a rule that answers here would forbid what the architecture allows. */
export function controls() {
  return [
    plant('libs/engine/src/read/planted.ts', imports('js-yaml'), NX),
    plant('libs/engine/src/read/planted.ts', imports('../resources/kinds.ts'), ZONES),
    plant('libs/engine/src/policies/document.ts', imports('./network-policy/manifest.ts'), ZONES),
    plant('libs/engine/src/enforcers/cilium/planted.ts', imports('../reference/lower.ts'), ZONES),
    plant('libs/engine/src/render/planted.ts', "import type { PeerAnswer } from '../query/answers.ts';\nexport type Seen = PeerAnswer;\n", TYPES_ONLY),
    plant('libs/engine/src/read/planted.spec.ts', imports('node:fs'), 'no-restricted-imports'),
    plant('libs/db/src/planted.ts', "import type { Diagnostic } from '@postern/engine';\nexport type Seen = Diagnostic;\n", TYPES_ONLY),
    plant('libs/db/src/planted.ts', imports('pg'), NX),
    plant('apps/api/src/planted.ts', imports('@postern/db'), NX),
    plant('apps/cli/src/planted.ts', imports('@postern/input'), NX),
    { ...controller('@Get() @Public()') }, { ...controller('@Get() @UseGuards(TokenGuard)') },
  ];
}
