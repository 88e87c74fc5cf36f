import { describe, expect, it } from 'vitest';
import { folder } from '../testing/folder.ts';
import { runCommand } from '../testing/run-command.ts';

const object = (value: object): string => JSON.stringify(value);
const node = (name: string): string => object({ apiVersion: 'v1', kind: 'Node', metadata: { name }, status: { nodeInfo: { operatingSystem: 'linux', kubeletVersion: 'v1.33.4' }, conditions: [{ type: 'Ready', status: 'True' }] } });
const containers = (flag: string): object[] => [{ name: 'kube-router', image: 'docker.io/cloudnativelabs/kube-router:v2.4.0', args: [flag] }];
const daemonSet = (flag: string, ready = 2): string => object({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'net', namespace: 'kube-system' }, spec: { template: { spec: { containers: containers(flag) } } }, status: { desiredNumberScheduled: 2, numberReady: ready } });
const policy = object({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'closed', namespace: 'shop' }, spec: { podSelector: {} } });
const cluster = (...files: readonly string[]): string => folder(Object.fromEntries([node('a'), node('b'), policy, ...files].map((text, index) => [`${String(index)}.yaml`, text])));
const ask = (in_: string, ...more: readonly string[]) => runCommand(['enforcement', '--in', in_, '--quiet', ...more]);

describe('enforcement', () => {
  it('gives one document whose exit status is its verdict', async () => {
    const { exitCode, out } = await ask(cluster(daemonSet('--run-firewall=true')), '-o', 'json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1, networking: { plugin: 'kube-router', version: '2.4.0', mode: 'router+firewall' }, verdict: 'yes', confidence: 'high', podsNotManaged: [], ignoredKinds: [], pin: null,
      enforcers: [{ name: 'kube-router', version: '2.4.0', state: 'on', offReason: null, settings: { 'kube-router.run-firewall': 'true' } }], nodes: [{ node: 'a', state: 'enforcing', enforcer: 'kube-router' }, { node: 'b', state: 'enforcing' }],
      warnings: [{ code: 'STARTUP_WINDOW_DEFAULT_ALLOW' }], evidence: expect.arrayContaining([expect.objectContaining({ resource: { group: 'apps', kind: 'DaemonSet', namespace: 'kube-system', name: 'net' }, field: 'spec.template.spec.containers[kube-router].args[--run-firewall]', value: 'true' })]) as unknown,
    });
    expect((await ask(cluster(daemonSet('--run-firewall=false')))).exitCode).toBe(1);
    const unknown = cluster(daemonSet('--run-firewall', 1));
    expect([(await ask(unknown)).exitCode, (await ask(unknown, '--allow-unknown')).exitCode]).toEqual([3, 0]);
  });

  it('tells people the verdict first, then who, where, and what it rests on', async () => {
    const { out } = await ask(cluster(daemonSet('--run-firewall=false')));
    expect(out).toMatch(/^Policies are not enforced: every connection is possible\. \(confidence: high\)\nPods are wired by kube-router 2\.4\.0 \(router\)\.\n/);
    expect(out).toMatch(/^kube-router +2\.4\.0 +router +off +--run-firewall=false$/m);
    expect(out).toMatch(/^a +disabled by config +kube-router$/m);
    expect(out).toContain('warning: Policies are stored without effect: nothing in this cluster enforces them. (POLICIES_NOT_ENFORCED)');
    expect(out).toMatch(/^Kinds of policies without effect: networking\.k8s\.io\/NetworkPolicy$/m);
    expect(out).toMatch(/^DaemonSet kube-system\/net +spec\.template\.spec\.containers\[kube-router\]\.args\[--run-firewall\] +false /m);
  });

  it('leaves settings of the reference their effect where an enforcer is recognised, unless the basis is named', async () => {
    const in_ = cluster(daemonSet('--run-firewall=false'), object({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }), object({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' }, spec: { nodeName: 'a' }, status: { podIP: '10.0.0.7', phase: 'Running' } }));
    const verdict = async (...more: readonly string[]) => (await runCommand(['can', 'ip:8.8.8.8', 'pod:shop/web', '--in', in_, '--quiet', ...more])).exitCode;
    expect(await verdict()).toBe(0);
    expect(await verdict('--set', 'reference.host-network=pod')).toBe(1);
    expect(await verdict('--set', 'reference.host-network=pod', '--basis', 'enforced')).toBe(0);
  });

  it('says so where the question names the enforcer', async () => {
    const { exitCode, out } = await ask(cluster(daemonSet('--run-firewall=false')), '--as', 'weave@2.8.1');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^As --as says: weave 2\.8\.1 filters here\.\nPolicies are enforced\. \(confidence: medium\)\n/);
    expect(await ask(cluster(), '--as', 'reference')).toMatchObject({ exitCode: 2, out: '' });
    expect(await ask(cluster(), '--as', 'weave@newest')).toMatchObject({ exitCode: 2, out: '' });
  });

  it('counts nodes where there are many', async () => {
    const many = folder({ 'cluster.yaml': [...Array.from({ length: 60 }, (_, index) => node(`n${String(index)}`)), policy, daemonSet('--run-firewall=false')].join('\n---\n') });
    expect((await ask(many)).out).toMatch(/^60 +disabled by config +kube-router$/m);
  });

  it('is no answer without files, or about none that can be read', async () => {
    expect((await runCommand(['enforcement'])).exitCode).toBe(2);
    expect((await ask(folder({ 'a.yaml': 'x: 1' }))).exitCode).toBe(4);
    expect((await ask('/no/such/folder')).exitCode).toBe(5);
  });
});
