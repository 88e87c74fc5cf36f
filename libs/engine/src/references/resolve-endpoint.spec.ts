import { describe, expect, it } from 'vitest';
import { parseAddress, containsAddress, rangesOf, rangeText, type AddressSet } from '../model/address.ts';
import { QuestionError } from '../model/failure.ts';
import { resolveEndpoint } from './resolve-endpoint.ts';
import { firewallsOf, SHOP } from './testing/shop.ts';

const view = { firewalls: SHOP };
const refs = (text: string): readonly string[] => resolveEndpoint(view, text).endpoints.map((index) => SHOP.endpoints.at(index)?.ref ?? '');
const codes = (text: string): readonly string[] => resolveEndpoint(view, text).caveats.map((caveat) => caveat.code);
const ranges = (set: AddressSet): readonly string[] => rangesOf(set).map(rangeText);

function failure(text: string): { code: string; message: string; details: Readonly<Record<string, unknown>> } {
  try { resolveEndpoint(view, text); } catch (error) { if (error instanceof QuestionError) return error; }
  throw new Error(`${text} was not refused`);
}

describe('what a reference names in a view', () => {
  it('finds a Pod, a node and the Pods of a namespace', () => {
    expect(refs('pod:shop/db-0')).toEqual(['pod:shop/db-0']);
    expect(refs('node:worker-3')).toEqual(['node:worker-3']);
    expect(refs('ns:shop')).toEqual(['pod:shop/web-7d9f-a', 'pod:shop/web-7d9f-b', 'pod:shop/db-0', 'deploy:shop/db']);
  });

  it('finds the Pods of a workload by its top owner and by its direct owner', () => {
    expect(refs('deploy:shop/web')).toEqual(['pod:shop/web-7d9f-a', 'pod:shop/web-7d9f-b']);
    expect(refs('rs:shop/web-7d9f')).toEqual(['pod:shop/web-7d9f-a', 'pod:shop/web-7d9f-b']);
    expect(refs('deploy:shop/db')).toEqual(['deploy:shop/db']);
  });

  it('takes workload: where one workload has the name, and answers with its canonical reference', () => {
    expect(resolveEndpoint(view, 'workload:shop/web').ref).toBe('deploy:shop/web');
    expect(refs('workload:pay/api')).toEqual(['pod:pay/api']);
  });

  it('refuses a name that several workloads share, with the candidates', () => {
    expect(failure('workload:shop/db')).toMatchObject({ code: 'AMBIGUOUS_ENDPOINT', details: { candidates: ['deploy:shop/db', 'sts:shop/db'] } });
  });

  it('reads the address of a Pod as that Pod, with a caveat', () => {
    expect(refs('ip:10.1.0.1')).toEqual(['pod:shop/web-7d9f-a']);
    expect(refs('ip:fd00:0::1')).toEqual(['pod:shop/web-7d9f-a']);
    expect(codes('ip:10.1.0.1')).toEqual(['ADDRESS_IS_POD']);
  });

  it('reads the address of a node as the node, not as a host-network Pod that shares it', () => {
    expect(refs('ip:192.168.0.3')).toEqual(['node:worker-3']);
    expect(codes('ip:192.168.0.3/32')).toEqual(['ADDRESS_IS_NODE']);
  });

  it('never picks one of two Pods that have one address', () => {
    expect(failure('ip:10.9.0.9')).toMatchObject({ code: 'AMBIGUOUS_ENDPOINT', details: { candidates: ['pod:pay/twin-1', 'pod:pay/twin-2'] } });
  });

  it('reads a range as its part outside the cluster, and counts what it covers inside', () => {
    const selection = resolveEndpoint(view, 'ip:10.1.0.0/29');
    expect(ranges(selection.external)).toEqual(['10.1.0.0', '10.1.0.4/30']);
    expect(selection.endpoints).toEqual([]);
    expect(selection.caveats).toMatchObject([{ code: 'RANGE_COVERS_ENDPOINTS', message: expect.stringContaining('3 pods') as string }]);
    expect(codes('ip:203.0.113.0-203.0.113.9')).toEqual([]);
    expect(resolveEndpoint(view, 'ip:0.0.0.0/0').caveats[0]?.message).toContain('7 pods and 1 node');
  });

  it('says so where a range is wholly inside the cluster', () => {
    expect(codes('ip:10.1.0.1-10.1.0.3')).toEqual(['RANGE_COVERS_ENDPOINTS', 'EMPTY_SELECTION']);
  });

  it('means by internet the public addresses that are not the cluster\'s own', () => {
    const own = firewallsOf([{ ref: 'node:edge', addresses: ['203.0.113.7'] }]);
    const { external, endpoints } = resolveEndpoint({ firewalls: own }, 'internet');
    const has = (text: string): boolean => { const address = parseAddress(text); return address !== undefined && containsAddress(external, address); };
    expect(endpoints).toEqual([]);
    expect(['8.8.8.8', '203.0.113.8', '2001:db8::1', '9.255.255.255', '172.32.0.0', '100.128.0.0'].filter(has)).toHaveLength(6);
    expect(['10.0.0.1', '172.16.0.1', '192.168.9.9', '100.64.0.1', '127.0.0.1', '169.254.1.1', '224.0.0.1', 'fd00::1', 'fe80::1', '::1', 'ff02::1', '203.0.113.7'].filter(has)).toEqual([]);
  });

  it('selects the Pods that exist by labels, of one namespace or of namespaces by their labels', () => {
    expect(refs('sel:shop{app=web}')).toEqual(['pod:shop/web-7d9f-a', 'pod:shop/web-7d9f-b']);
    expect(refs('sel:shop{app in (web, db),!tier}')).toEqual(['pod:shop/web-7d9f-b', 'pod:shop/db-0']);
    expect(refs('sel:shop{tier}')).toEqual(['pod:shop/web-7d9f-a']);
    expect(refs('sel:shop{app!=web}')).toEqual(['pod:shop/db-0', 'deploy:shop/db']);
    expect(refs('sel:{team=blue}/{app}')).toEqual(['pod:pay/api']);
    expect(refs('sel:{}/{app notin (web,db)}').length).toBe(5);
  });

  it('leaves out namespaces whose labels were not collected, and says so', () => {
    const firewalls = firewallsOf([{ ref: 'pod:shop/web' }, { ref: 'pod:dark/web', unknownLabelPrefix: '@namespace:' }].map((part) => ({ ...part, labels: { app: 'web' } })));
    const unclear = { ...firewalls, endpoints: firewalls.endpoints.map((endpoint) => (endpoint.namespace === 'dark' ? { ...endpoint, labels: { '@namespace': 'dark', app: 'web' } } : endpoint)) };
    expect(resolveEndpoint({ firewalls: unclear }, 'sel:{team=red}/{app=web}')).toMatchObject({ endpoints: [0], caveats: [{ code: 'KIND_NOT_COLLECTED' }] });
    expect(resolveEndpoint({ firewalls: unclear }, 'sel:{}/{app=web}')).toMatchObject({ endpoints: [0, 1], caveats: [] });
  });

  it('does not answer for a selector that matches nothing', () => {
    expect(failure('sel:shop{app=none}')).toMatchObject({ code: 'ENDPOINT_NOT_IN_VIEW', details: { reason: 'EMPTY_SELECTION' } });
  });

  it('offers near names for a name that is not there', () => {
    expect(failure('pod:shop/db-1').details['near']).toContain('pod:shop/db-0');
    expect(failure('deploy:shop/wbe').details['near']).toEqual(['deploy:shop/web']);
    expect(failure('sts:shop/web').details['near']).toContain('deploy:shop/web');
    expect(failure('ns:shopp').details['near']).toEqual(['ns:shop']);
    expect(failure('node:nothing-like-it').details['near']).toEqual([]);
  });

  it('PD-9 says of a finished Pod that it does not run', () => {
    expect(failure('pod:shop/migrate')).toMatchObject({ code: 'ENDPOINT_NOT_IN_VIEW', details: { reason: 'POD_NOT_RUNNING' } });
  });

  it('says of ends that the reference cannot answer for why they cannot be asked about', () => {
    for (const [text, word] of [['hypothetical:shop{app=web}', 'yet'], ['fqdn:api.example.com', 'name'], ['entity:kube-apiserver', 'word'], ['identity:{k8s:name=bar}', 'labels']] as const) {
      expect(failure(text)).toMatchObject({ code: 'VALIDATION_FAILED', message: expect.stringContaining(word) as string });
    }
  });
});
