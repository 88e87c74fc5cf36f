import { expect, it } from 'vitest';
import type { EndpointData } from '../../analysis/data/endpoint-data.ts';
import { sharedEndpoints, toEndpoint } from './endpoint.mapping.ts';

const data = (ref: string): EndpointData => ({ kind: 'NAME', ref, displayName: ref, view: { clusterId: 1, cluster: 'prod', sequence: 4, pin: null, enforcer: null, settings: {} } });

it('makes one object for an end that several rows of an answer have, as it would be made alone', () => {
  const end = sharedEndpoints(); const web = data('pod:shop/web');
  expect(end(web)).toBe(end(web));
  expect(end(web)).toEqual(toEndpoint(web));
  expect(end(data('pod:shop/db'))).toEqual(toEndpoint(data('pod:shop/db')));
  expect(sharedEndpoints()(web)).not.toBe(end(web));
});
