import { expect, it } from 'vitest';
import { configurationPage, environmentExample, serviceSettings } from './documents.ts';
import { loadConfig } from './load-config.ts';

it('describes every setting', () => {
  expect(serviceSettings().filter(({ text }) => text === '').map(({ name }) => name)).toEqual([]);
  expect(serviceSettings().map(({ name }) => name).sort()).toEqual(Object.keys(loadConfig({ DATABASE_URL: 'postgres://h/d' })).sort());
});

it('leaves only the database to be filled in', () => {
  const open = environmentExample().split('\n').filter((line) => /^[A-Z_]+=/.test(line));
  expect(open).toEqual(['DATABASE_URL=']);
});

it('says the default that is used', () => {
  const env = Object.fromEntries(serviceSettings().flatMap(({ name, initial }) => (initial === null ? [] : [[name, initial]])));
  expect(loadConfig({ ...env, DATABASE_URL: 'postgres://h/d' })).toEqual(loadConfig({ DATABASE_URL: 'postgres://h/d' }));
});

it('says which values are secret and shows none', () => {
  expect(configurationPage()).toMatch(/`DATABASE_URL` \|.*secret \| must be set/);
  expect(configurationPage()).toMatch(/`POSTERN_TOKEN` \|.*secret/);
});
