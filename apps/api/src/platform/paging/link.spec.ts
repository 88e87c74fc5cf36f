import { expect, it } from 'vitest';
import { nextLink, numberedPath } from './link.ts';

it('numbers the version and nothing else, whatever the cluster is called', () => {
  expect(numberedPath('/v1/clusters/prod/snapshots/latest/findings?limit=1', 12)).toBe('/v1/clusters/prod/snapshots/12/findings?limit=1');
  expect(numberedPath('/v1/clusters/snapshots/snapshots/latest/findings', 1)).toBe('/v1/clusters/snapshots/snapshots/1/findings');
  expect(numberedPath('/v1/clusters/clusters/snapshots/3/findings', 3)).toBe('/v1/clusters/clusters/snapshots/3/findings');
});

it('leads on with another cursor and all else that was asked', () => {
  expect(nextLink('/v1/clusters?limit=1&cursor=a', 'b=')).toEqual({ Link: '</v1/clusters?limit=1&cursor=b%3D>; rel="next"' });
});
