import { expect, it } from 'vitest';
import { ConfigError, loadConfig } from './load-config.ts';

const DATABASE_URL = 'postgres://postern:s3cret@127.0.0.1:5432/postern';

function mistakes(env: Readonly<Record<string, string>>): readonly string[] {
  try { loadConfig(env); } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

it('needs nothing but a database', () => {
  expect(loadConfig({ DATABASE_URL })).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', LOG_LEVEL: 'info', BODY_MAX_BYTES: 2_097_152, ANALYSIS_TIMEOUT_MS: 10_000, TOKEN_EXPIRY_DAYS: 90 });
});

it('reads numbers and switches from text', () => {
  expect(loadConfig({ DATABASE_URL, PORT: '8080', METRICS_PUBLIC: 'true', GRAPHQL_MAX_DEPTH: '7' })).toMatchObject({ PORT: 8080, METRICS_PUBLIC: true, GRAPHQL_MAX_DEPTH: 7 });
});

it('reports every mistake at once', () => {
  const found = mistakes({ DATABASE_URL: 'nope', PORT: 'x', LOG_LEVEL: 'loud', MAX_PAGE_SIZE: '0', TOKEN_EXPIRY_DAYS: '1.5' });
  expect(found.map((text) => text.split(':')[0])).toEqual(['DATABASE_URL', 'PORT', 'LOG_LEVEL', 'TOKEN_EXPIRY_DAYS', 'MAX_PAGE_SIZE']);
});

it('asks for a number where none can be read', () => { expect(mistakes({ DATABASE_URL, PORT: 'abc' })).toEqual(['PORT: must be a number']); });

it('takes an empty variable for an absent one', () => {
  expect(loadConfig({ DATABASE_URL, PORT: '', HOST: ' ' })).toMatchObject({ PORT: 3000, HOST: '127.0.0.1' });
  expect(mistakes({ DATABASE_URL: '' })).toEqual(['DATABASE_URL: is not set']);
});

it('shows no value in its messages', () => {
  const message = new ConfigError(mistakes({ DATABASE_URL: 'mysql://root:s3cret@db/x', PORT: 's3cret', LOG_LEVEL: 's3cret', METRICS_PUBLIC: 's3cret' })).message;
  expect(message).toContain('4 mistakes');
  expect(message).not.toContain('s3cret');
});

it('accepts both names of the database protocol and no other', () => {
  expect(mistakes({ DATABASE_URL: 'postgresql://u@h/d' })).toEqual([]);
  expect(mistakes({ DATABASE_URL: 'http://h/d' })).toHaveLength(1);
});

it('cannot be changed once it is read', () => {
  expect(Object.isFrozen(loadConfig({ DATABASE_URL }))).toBe(true);
});
