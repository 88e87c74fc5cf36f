import { expect, it } from 'vitest';
import { loadCommandEnvironment } from './command.ts';

it('takes an empty variable for an absent one', () => {
  expect(loadCommandEnvironment({ NO_COLOR: '', POSTERN_TOKEN: '', POSTERN_SERVER: '' })).toEqual({ isColourWanted: true, token: null, server: null });
});

it('wants no colour where NO_COLOR is set or the terminal cannot show it', () => {
  expect(loadCommandEnvironment({ NO_COLOR: '1' }).isColourWanted).toBe(false);
  expect(loadCommandEnvironment({ TERM: 'dumb' }).isColourWanted).toBe(false);
});
