// What may not be used where, in the words of the rules of ESLint's core.
import { builtinModules } from 'node:module';

const IMPURE_GLOBALS = ['process', 'console', 'performance', 'crypto', 'fetch', 'Buffer', 'require', 'module', '__dirname', '__filename', 'global', 'globalThis',
  'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'navigator'];
const PURE = 'The engine is pure: text in, data out; callers read files, time and environment.';
const CONFIG = 'Read configuration through @postern/config.';
const BARE_BUILTINS = builtinModules.filter((name) => !name.startsWith('_') && !name.startsWith('node:'));

/** `process.env`, by whichever way it is reached. */
export const ENVIRONMENT_BANS = {
  'no-restricted-properties': ['error', { object: 'process', property: 'env', message: CONFIG }, { object: 'globalThis', property: 'process', message: CONFIG }],
  'no-restricted-imports': ['error', { paths: ['process', 'node:process'].map((name) => ({ name, message: CONFIG })) }],
};

/** Nothing of the outside world in the engine. */
export const ENGINE_BANS = {
  'no-restricted-globals': ['error', ...IMPURE_GLOBALS.map((name) => ({ name, message: PURE }))],
  'no-restricted-properties': ['error',
    { object: 'Date', property: 'now', message: PURE }, { object: 'Math', property: 'random', message: PURE },
    { object: 'globalThis', property: 'process', message: PURE }, { object: 'process', property: 'env', message: PURE }],
  'no-restricted-imports': ['error', { patterns: [{ group: ['node:*', ...BARE_BUILTINS], message: PURE }] }],
  'no-restricted-syntax': ['error',
    { selector: 'ImportExpression', message: `No dynamic import. ${PURE}` },
    { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: `No clock. ${PURE}` },
    { selector: 'CallExpression[callee.name="Date"]', message: `No clock. ${PURE}` }],
};

/** Libraries below the service know the engine's shapes, and leave running it to their callers. */
export const ENGINE_TYPES_ONLY = {
  '@typescript-eslint/no-restricted-imports': ['error', { paths: [{ name: '@postern/engine', allowTypeImports: true, message: 'This layer may import types of the engine only.' }] }],
};

/** `render` words answers; what it needs of the stages that make them are types. */
export const RENDER_TYPES_ONLY = {
  '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ regex: '^\\.\\./(query|diff)/', allowTypeImports: true, message: 'render may import types of answers only.' }] }],
};

/** A resolver or controller hands its question to its own service. */
export const ENTRY_POINT_BANS = {
  'no-restricted-imports': ['error', {
    paths: ['process', 'node:process'].map((name) => ({ name, message: CONFIG })),
    patterns: [
      { group: ['@postern/*'], message: 'A resolver or controller imports its own service and types; libraries are for the service.' },
      { regex: '^\\.\\./(?!\\.\\./platform/)(?!.*\\.types\\.ts$)', message: 'A resolver or controller imports its own service, types and the platform.' },
    ],
  }],
};
