import type { z } from 'zod';
import { settings } from './settings.ts';

/** The settings of the service, each valid and none missing. */
export type Config = Readonly<z.infer<typeof settings>>;

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment does not make a configuration; the message names every mistake, and no value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(`The configuration has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}\nSee docs/configuration.md.`);
    this.mistakes = mistakes;
  }
}

// Compose files and shells pass on variables that were never set as empty ones.
const withoutEmpty = (env: Environment): Environment => Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim() !== ''));

/** An absent setting is named as such: the parser would speak of `undefined` or of an invalid address. */
function mistake(issue: z.core.$ZodIssue, env: Environment): string {
  const name = issue.path.map(String).join('.');
  if (env[name] === undefined) return `${name}: is not set`;
  return `${name}: ${issue.code === 'invalid_type' && issue.expected === 'number' ? 'must be a number' : issue.message}`;
}

/**
 * The configuration of the service, frozen.
 *
 * @throws ConfigError with every mistake at once.
 */
export function loadConfig(env: Environment = process.env): Config {
  const present = withoutEmpty(env);
  const result = settings.safeParse(present);
  if (!result.success) throw new ConfigError(result.error.issues.map((issue) => mistake(issue, present)));
  return Object.freeze(result.data);
}
