// Who may import whom between projects, and which packages each layer may see.
const TEST_PACKAGES = ['vitest', 'fast-check', 'supertest', 'pg', 'graphql', 'graphql-ws', 'ws', 'yaml', 'js-yaml', 'typescript'];

/** `packages`: the only ones the layer may import; `banned`: all but these. */
const LAYERS = [
  { layer: 'engine', may: ['engine'], packages: ['yaml', 'js-yaml', 'ipaddr.js'] },
  { layer: 'config', may: ['config'], packages: ['zod'] },
  { layer: 'input', may: ['input', 'engine'], packages: [] },
  { layer: 'storage', may: ['storage', 'engine', 'config'], packages: ['typeorm', 'pg', 'pg-boss', 'pg-copy-streams', 'pg-query-stream', 'reflect-metadata'] },
  { layer: 'service', may: ['service', 'engine', 'input', 'storage', 'config'], banned: ['typeorm', '@nestjs/typeorm', 'pg', 'pg-*'] },
  { layer: 'command', may: ['command', 'engine', 'input', 'config', 'client'], packages: ['commander'] },
  { layer: 'client', may: ['client'], packages: ['graphql'] },
  { layer: 'browser', may: ['browser', 'client'], banned: ['@nestjs/*', 'typeorm', 'pg', 'pg-*'] },
  { layer: 'tool', may: ['tool', 'engine', 'input', 'storage', 'config', 'service', 'command', 'client'] },
];

const tagged = (names) => names.map((name) => `layer:${name}`);

const constraint = (extra) => ({ layer, may, packages, banned }) => ({
  sourceTag: `layer:${layer}`,
  onlyDependOnLibsWithTags: tagged(may),
  ...(packages === undefined ? {} : { allowedExternalImports: [...packages, ...extra] }),
  ...(banned === undefined ? {} : { bannedExternalImports: banned.filter((name) => !extra.includes(name)) }),
});

const boundaries = (extra) => ['error', { banTransitiveDependencies: true, allowCircularSelfDependency: true, depConstraints: LAYERS.map(constraint(extra)) }];

/** The option of `@nx/enforce-module-boundaries` for shipped code. */
export const LAYER_BOUNDARIES = boundaries([]);

/** The same for tests, which may also see the packages that drive them. */
export const LAYER_BOUNDARIES_OF_TESTS = boundaries(TEST_PACKAGES);
