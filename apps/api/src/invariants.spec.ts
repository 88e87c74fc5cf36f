import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startThreeWays } from './testing/three-ways.ts';
import type { ThreeWays, World } from './testing/three-ways.ts';

let ways: ThreeWays;
beforeAll(async () => { ways = await startThreeWays(); });
afterAll(() => ways.close());

const TCP = (port: number): { readonly text: string; readonly input: object } => ({ text: `tcp/${String(port)}`, input: { protocol: 'TCP', port } });

let lastAddress = 4;
const pod = (namespace: string, name: string, labels: string, owner = ''): string => {
  lastAddress += 1;
  const ip = `10.1.0.${String(lastAddress)}`;
  return `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: ${namespace}, labels: {${labels}}${owner}}, spec: {nodeName: n1, containers: [{name: c, image: i}]}, status: {phase: Running, podIP: ${ip}, podIPs: [{ip: ${ip}}]}}`;
};
const policy = (namespace: string, name: string, spec: string): string => `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: ${name}, namespace: ${namespace}}, spec: {${spec}}}`;
const NAMESPACES = ['{apiVersion: v1, kind: Namespace, metadata: {name: web, labels: {team: web}}}', '{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: shop}}}'];
const FRONT = pod('web', 'front', 'app: front');
const API = pod('shop', 'api', 'app: api');
const text = (...documents: readonly string[]): string => [...NAMESPACES, ...documents].join('\n---\n');
const FROM_WEB = '{namespaceSelector: {matchLabels: {team: web}}}';
const PAIR = { from: 'pod:web/front', to: 'pod:shop/api' };

const outcomes = ({ egress, ingress }: Awaited<ReturnType<World['why']>>): readonly string[] => [...egress.steps, ...ingress.steps].map((step) => (step as unknown as { outcome: string }).outcome);

describe('the same answer by command, REST and GraphQL', () => {
  it('a question without a port intersects the sets of both sides', async () => {
    const world = await ways.world('ports', text(FRONT, API,
      policy('web', 'out', 'podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 80}, {port: 8080}]}]'),
      policy('shop', 'in', `podSelector: {}, policyTypes: [Ingress], ingress: [{from: [${FROM_WEB}], ports: [{port: 443}]}]`)));
    expect(await world.why(PAIR)).toMatchObject({ verdict: 'DENIED', allowed: false, set: '', egress: { verdict: 'ALLOWED' }, ingress: { verdict: 'ALLOWED' } });
    for (const port of [80, 443]) expect(await world.why({ ...PAIR, traffic: TCP(port) })).toMatchObject({ verdict: 'DENIED', set: '' });
  });

  it('what is missing makes an answer UNKNOWN, never a yes or a no', async () => {
    const broken = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: torn\n  namespace: shop\nspec: [unclosed';
    const unreadable = await ways.world('unreadable', text(FRONT, API, broken));
    const torn = await unreadable.why({ ...PAIR, traffic: TCP(80) });
    expect(torn).toMatchObject({ verdict: 'UNKNOWN', allowed: null, set: '', undecided: 'TCP 80', egress: { verdict: 'ALLOWED' }, ingress: { verdict: 'UNKNOWN' } });
    expect(torn).toMatchObject({ confidence: 'INCOMPLETE', caveats: expect.arrayContaining([expect.objectContaining({ code: 'POLICY_UNREADABLE' })]) as unknown });
    expect(torn.summary).toContain('NetworkPolicy shop/torn could not be read');
    expect(torn.ingress.steps).toContainEqual(expect.objectContaining({ code: 'POLICY_UNREADABLE', outcome: 'UNDECIDABLE', name: 'torn' }));
    const workload = '{apiVersion: apps/v1, kind: Deployment, metadata: {name: later, namespace: web}, spec: {replicas: 1, selector: {matchLabels: {app: later}}, template: {metadata: {labels: {app: later}}, spec: {containers: [{name: c, image: i}]}}}}';
    const addressless = await ways.world('addressless', text(workload, API, policy('shop', 'in', 'podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]')));
    expect(await addressless.why({ from: 'deploy:web/later', to: PAIR.to, traffic: TCP(80) })).toMatchObject({ verdict: 'UNKNOWN', undecided: 'TCP 80' });
  });

  it('a NetworkPolicy does not admit; only a tier that can deny denies', async () => {
    const isolated = policy('shop', 'in', 'podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {}}]}]');
    const world = await ways.world('isolated', text(FRONT, API, isolated));
    const why = await world.why({ ...PAIR, traffic: TCP(80) });
    expect(why).toMatchObject({ verdict: 'DENIED', ingress: { decidedBy: [{ code: 'ISOLATED_NO_RULE_ADMITS' }], isolatedBy: [{ namespace: 'shop', name: 'in' }] } });
    expect(outcomes(why)).toContain('DOES_NOT_ADMIT');
    expect(outcomes(why)).not.toContain('DENIES');
    const guard = '{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: guard}, spec: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}}';
    const guarded = await (await ways.world('guarded', text(FRONT, API, isolated, guard))).why({ ...PAIR, traffic: TCP(80) });
    expect(guarded).toMatchObject({ verdict: 'DENIED', ingress: { decidedBy: [{ code: 'ADMIN_DENY', name: 'guard' }] } });
    expect(outcomes(guarded)).toContain('DENIES');
  });

  it('blockers are all that would have to change, on both sides', async () => {
    const world = await ways.world('blocked', text(FRONT, API, policy('web', 'out', 'podSelector: {}, policyTypes: [Egress]'), policy('shop', 'one', 'podSelector: {}'), policy('shop', 'two', 'podSelector: {matchLabels: {app: api}}')));
    const { verdict, blockers } = await world.why({ ...PAIR, traffic: TCP(80) });
    expect(verdict).toBe('DENIED');
    const named = blockers.flatMap(({ direction, policies }) => policies.map(({ namespace, name }) => `${direction} ${namespace}/${name}`));
    expect(named.sort()).toEqual(['egress web/out', 'ingress shop/one', 'ingress shop/two']);
    for (const { fix } of blockers) expect(fix).not.toBe('');
  });

  it('replicas that differ in labels give PARTIAL, with their counts', async () => {
    const owner = ', ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, uid: u1, controller: true}]';
    const set = '{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: shop}, spec: {replicas: 2, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c, image: i}]}}}}';
    const world = await ways.world('replicas', text(FRONT, set, pod('shop', 'db-0', 'app: db', owner), pod('shop', 'db-1', 'app: db, role: canary', owner), policy('shop', 'canary', 'podSelector: {matchLabels: {role: canary}}')));
    const why = await world.why({ from: PAIR.from, to: 'sts:shop/db', traffic: TCP(5432) });
    expect(why).toMatchObject({ verdict: 'PARTIAL', allowed: false, set: '', partial: 'TCP 5432', pairs: { total: 2, allowed: 1, denied: 1, partial: 0, unknown: 0 }, witness: { to: 'pod:shop/db-1' } });
  });

  it('an empty match is no success', async () => {
    const world = await ways.world('empty', text(FRONT, API, policy('shop', 'stale', 'podSelector: {matchLabels: {app: gone}}')));
    expect(await world.failure({ ...PAIR, to: 'sel:shop{app=gone}' })).toMatchObject({ code: 'ENDPOINT_NOT_IN_VIEW', message: 'sel:shop{app=gone} selects no pod of this view' });
    // Nothing of the range is outside the cluster, so no pair was asked about.
    expect(await world.why({ from: `ip:${ADDRESSES}`, to: PAIR.to })).toMatchObject({ verdict: 'UNKNOWN', allowed: null, confidence: 'INCOMPLETE', caveats: expect.arrayContaining([expect.objectContaining({ code: 'EMPTY_SELECTION' })]) as unknown });
    const { document: lint } = await world.command('lint');
    const { findings: linted } = lint as unknown as { findings: readonly { code: string; fingerprint: string }[] };
    expect(linted.map(({ code }) => code)).toContain('POLICY_SELECTS_NOTHING');
    expect((await world.rest('/v1/clusters/empty/snapshots/1/findings'))['items']).toEqual(linted);
    const { findings } = await world.graphql('query ($view: String!) { findings(view: $view, first: 100) { edges { node { fingerprint rule { code } } } } }');
    expect((findings as unknown as { edges: readonly { node: object }[] }).edges.map(({ node }) => node)).toEqual(linted.map(({ code, fingerprint }) => ({ fingerprint, rule: { code } })));
  });

  it('what is hidden is counted', async () => {
    const world = await ways.world('counted', text(FRONT, API, pod('web', 'other', 'app: other'), '{apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 10.1.0.250}]}}'));
    const covered = await world.why({ from: 'ip:10.1.0.0/24', to: PAIR.to, traffic: TCP(80) });
    expect(covered.caveats).toContainEqual(expect.objectContaining({ code: 'RANGE_COVERS_ENDPOINTS', message: expect.stringContaining('3 pods and 1 node') as unknown }));

    expect((await world.command('list')).document).toMatchObject({ omitted: { nodes: 1 } });
    const { document: who } = await world.command('who', PAIR.to, '--group', 'pod');
    const { peers, total } = who as unknown as { peers: readonly { ref: string }[]; total: number };
    expect(total).toBe(peers.length);
    const rows: unknown[] = [];
    for (let path: string | undefined = `/v1/views/counted@1/who-can-reach?to=${PAIR.to}&group=pod&limit=1`; path !== undefined;) {
      const page: { body: { peers: unknown[] }; headers: Record<string, string> } = await ways.service.admin.get(path).expect(200).expect(({ body }) => { expect(body).toMatchObject({ total }); });
      rows.push(...page.body.peers);
      path = /<([^>]+)>/.exec(page.headers['link'] ?? '')?.[1];
    }
    expect(rows).toEqual(peers);
    const { whoCanReach } = await world.graphql('query ($view: String!, $to: EndpointInput!) { whoCanReach(view: $view, to: $to, groupBy: POD, first: 1) { edges { node { ref } } total { value relation } pageInfo { hasNextPage } } }', { to: { ref: PAIR.to } });
    expect(whoCanReach).toEqual({ edges: [{ node: { ref: peers[0]?.ref } }], total: { value: total, relation: 'EXACT' }, pageInfo: { hasNextPage: true } });
  });

  it('a Service is asked on its own port, and policies see the port behind it', async () => {
    const service = '{apiVersion: v1, kind: Service, metadata: {name: api, namespace: shop}, spec: {selector: {app: api}, ports: [{name: www, port: 80, targetPort: 8080}, {name: admin, port: 9000}]}}';
    const world = await ways.world('service', text(FRONT, API, service, policy('shop', 'in', 'podSelector: {}, ingress: [{ports: [{port: 8080}]}]')));
    expect(await world.why({ from: PAIR.from, to: 'svc:shop/api:www', traffic: TCP(80) })).toMatchObject({ verdict: 'ALLOWED', set: 'TCP 80', service: { servicePort: 80, targetPort: '8080' } });
    expect(await world.why({ from: PAIR.from, to: 'svc:shop/api' })).toMatchObject({ set: 'TCP 80', service: { ports: [{ targetPort: '8080' }, { targetPort: '9000' }] } });
    expect(await world.why({ from: PAIR.from, to: 'pod:shop/api', traffic: TCP(80) })).toMatchObject({ verdict: 'DENIED' });
    expect(await world.why({ from: 'hypothetical:web{app=new}', to: 'svc:shop/api:admin', traffic: TCP(9000) })).toMatchObject({ verdict: 'DENIED', service: { servicePort: 9000 } });
  });

  it('ways in that are closed or lead nowhere are counted beside those that are open', async () => {
    const service = (name: string, app: string): string => `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: shop}, spec: {type: LoadBalancer, selector: {app: ${app}}, ports: [{port: 80}]}}`;
    const world = await ways.world('ways', text(FRONT, API, service('api', 'api'), service('none', 'none'), policy('shop', 'closed', 'podSelector: {}')));
    const { document } = await world.command('exposed', 'ingress');
    const { view: version, ...rest } = await world.rest('/v1/views/VIEW/exposure?direction=ingress');
    expect(version).toMatchObject({ ref: 'ways@1' });
    expect(rest).toEqual(document);
    const { blocked, deadEnds, total } = document as unknown as { blocked: unknown[]; deadEnds: unknown[]; total: number };
    expect([blocked.length, deadEnds.length]).toEqual([1, 1]);
    const { exposure } = await world.graphql('query ($view: String!) { exposure(view: $view, direction: INGRESS, first: 50) { blocked deadEnds total { value } } }');
    expect(exposure).toEqual({ blocked: 1, deadEnds: 1, total: { value: total } });
  });
});

/** The addresses of the first two pods, which are all of this range. */
const ADDRESSES = '10.1.0.5-10.1.0.6';
