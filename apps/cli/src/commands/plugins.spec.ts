import { readFileSync } from 'node:fs';
import { ENFORCER_NAMES } from '@postern/engine';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, folder } from '../testing/folder.ts';
import { runCommand } from '../testing/run-command.ts';

const PLUGINS = ['cilium', 'calico', 'canal', 'weave', 'flannel'] as const;
const folderOf = (plugin: string): string => `${EXAMPLES}/plugins/${plugin}`;
const apps = (plugin: string): string => readFileSync(`${folderOf(plugin)}/apps.yaml`, 'utf8');

/** What is asked of each cluster, and what it answers: what policies say first, then by plugin in the order above. `+` is yes. */
const ANSWERS: readonly (readonly [from: string, to: string, traffic: string, answers: string])[] = [
  ['pod:shop/web', 'pod:shop/api', 'tcp/8080', '+ +++++'],
  // Weave opens the first port of a range alone.
  ['pod:shop/web', 'pod:shop/api', 'tcp/8085', '+ +++-+'],
  ['pod:lab/probe', 'pod:shop/api', 'tcp/8080', '- ----+'],
  ['pod:shop/api', 'pod:shop/db', 'tcp/5432', '+ +++++'],
  // Weave loses a policy with a port by name.
  ['pod:lab/probe', 'pod:shop/db', 'tcp/5432', '- ---++'],
  // To Cilium a block never means a pod.
  ['pod:lab/probe', 'pod:shop/metrics', 'tcp/9090', '+ -++++'],
  // Cilium isolates by rules of a direction that is not listed.
  ['pod:shop/report', 'pod:shop/web', 'tcp/80', '+ -++++'],
  // To Cilium and Calico the own node is a peer like any other for what a pod sends.
  ['pod:shop/vault', 'node:worker-2', 'tcp/10250', '+ ---++'],
  ['node:worker-2', 'pod:shop/vault', 'tcp/80', '+ +++++'],
  ['node:worker-1', 'pod:shop/vault', 'tcp/80', '- ----+'],
  ['pod:shop/vault', 'ip:203.0.113.9', 'tcp/443', '- ----+'],
];

async function answered(plugin: string, basis: string): Promise<readonly string[]> {
  const lines = ANSWERS.map(([src, dst, traffic]) => JSON.stringify({ id: traffic, src, dst, protocol: 'TCP', port: Number(traffic.slice(4)) }));
  const { out, exitCode } = await runCommand(['probe', '--in', folderOf(plugin), '--basis', basis], { stdin: `${lines.join('\n')}\n` });
  expect(exitCode).toBe(0);
  return out.trim().split('\n').map((line) => ((JSON.parse(line) as { allowed: boolean }).allowed ? '+' : '-'));
}

describe('one set of policies under five plugins', () => {
  it('is the same in every folder', () => {
    expect(new Set(PLUGINS.map(apps)).size).toBe(1);
  });

  it.each(PLUGINS)('says the same under %s', async (plugin) => {
    expect(await answered(plugin, 'specified')).toEqual(ANSWERS.map(([, , , answers]) => answers[0]));
  });

  it.each(PLUGINS)('is enforced by %s as its page says', async (plugin) => {
    const position = 2 + PLUGINS.indexOf(plugin);
    expect(await answered(plugin, 'enforced')).toEqual(ANSWERS.map(([, , , answers]) => answers[position]));
    expect(await answered(plugin, 'effective')).toEqual(await answered(plugin, 'enforced'));
  });

  const differences = async (plugin: string): Promise<readonly string[]> => {
    const { out } = await runCommand(['enforcement', '--differences', '--in', folderOf(plugin), '-o', 'ndjson']);
    return out.split('\n').filter((line) => line.includes('pod:shop/') || line.includes('"from":"ip:')).map((line) => JSON.parse(line) as { from: string; to: string; specified: string; enforced: string; differences: string[] })
      .filter(({ from, to }) => !from.startsWith('ds:') && !to.startsWith('ds:')).map((row) => `${row.from} ${row.to} ${row.specified || '-'} ${row.enforced || '-'} ${row.differences.join(',')}`);
  };

  it('lists what differs, with the reason', async () => {
    expect(await differences('weave')).toContain('pod:shop/web pod:shop/api TCP 8080-8090 TCP 8080 FIELD_NOT_HONOURED');
    expect(await differences('weave')).toContain('pod:lab/probe pod:shop/db - ALL POLICY_REJECTED');
    expect(await differences('cilium')).toContain('pod:lab/probe pod:shop/metrics ALL - IP_BLOCK_EXCLUDES_PODS');
    expect(await differences('flannel')).toContain('pod:lab/probe pod:shop/vault - ALL NO_ENFORCER');
  });

  it('says what a move from one to another opens and closes, and nothing else', async () => {
    const move = async (from: string, to: string): Promise<readonly string[]> => {
      const { out } = await runCommand(['diff', '--as', from, '--as-target', to, folderOf('weave'), folderOf('weave'), '--group', 'pod', '-o', 'json']);
      const { changes } = JSON.parse(out) as { changes: { kind: string; from: string; to: string; before: string; after: string; causes: string[]; causedBy: unknown[] }[] };
      expect(changes.every(({ causes, causedBy }) => causes.join() === 'ENFORCEMENT' && causedBy.length === 0)).toBe(true);
      return changes.filter(({ from: a, to: b }) => a.startsWith('pod:shop/') && b.startsWith('pod:shop/')).map((change) => `${change.kind} ${change.from} ${change.to} ${change.before || '-'} ${change.after || '-'}`);
    };
    expect(await move('weave@2.8.1', 'calico')).toEqual([
      'CHANGED pod:shop/api pod:shop/db ALL TCP 5432', 'CLOSED pod:shop/metrics pod:shop/db ALL -', 'CLOSED pod:shop/report pod:shop/db ALL -', 'CHANGED pod:shop/web pod:shop/api TCP 8080 TCP 8080-8090', 'CLOSED pod:shop/web pod:shop/db ALL -',
    ]);
    expect(await move('calico', 'canal')).toEqual([]);
    expect((await move('flannel', 'cilium@1.20')).every((line) => !line.startsWith('OPENED'))).toBe(true);
  });

  it('FL-1 tells under Flannel that policies are stored without effect, in so many words', async () => {
    const { out } = await runCommand(['can', 'pod:lab/probe', 'pod:shop/vault', 'tcp/443', '--in', folderOf('flannel')]);
    expect(out).toContain('The policies say denied; this is what the cluster does (NO_ENFORCER).');
    expect(out).toContain('All 5 policies are stored without effect and every connection is possible: Flannel does not enforce NetworkPolicy. (NO_ENFORCER)');
  });

  it('says in words which policy is read otherwise, and what the other basis answers', async () => {
    const can = async (...argv: readonly string[]): Promise<string> => (await runCommand(['can', 'pod:shop/web', 'pod:shop/api', 'tcp/8085', '--in', folderOf('weave'), ...argv])).out;
    expect(await can()).toMatch(/The policies say allowed; this is what the cluster does \(FIELD_NOT_HONOURED\)\.[^]*NetworkPolicy shop\/api has a range of ports, of which only the first opens/);
    expect(await can('--basis', 'specified')).toContain('This is what the policies say; the cluster does otherwise: denied (FIELD_NOT_HONOURED).');
  });

  it('FL-2 answers as Flannel for a cluster that runs something else', async () => {
    const { out } = await runCommand(['can', 'pod:lab/probe', 'pod:shop/vault', 'tcp/443', '--in', folderOf('canal'), '--as', 'flannel', '-o', 'json']);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'ALLOWED', byBasis: { specified: 'DENIED', enforced: 'ALLOWED', differences: ['NO_ENFORCER'] } });
  });

  const recognised = async (...argv: readonly string[]): Promise<unknown> => JSON.parse((await runCommand(['enforcement', ...argv, '-o', 'json', '--allow-unknown'])).out) as unknown;

  it('FL-3 recognises who filters beside Flannel', async () => {
    const beside = readFileSync(`${folderOf('flannel')}/plugin.yaml`, 'utf8')
      .replaceAll("args: [--ip-masq, --kube-subnet-mgr] }", "args: [--ip-masq, --kube-subnet-mgr] }\n    - { name: kube-network-policies, image: 'registry.k8s.io/networking/kube-network-policies:v1.0.0' }");
    // The agent stands in the pods; the workload above them shows the same containers further in.
    const text = beside.replace("\n    - { name: kube-network", "\n        - { name: kube-network").replaceAll("image: 'ghcr.io/flannel-io/flannel:v0.27.4' }]", "image: 'ghcr.io/flannel-io/flannel:v0.27.4' }, { name: kube-network-policies, ready: true, image: 'registry.k8s.io/networking/kube-network-policies:v1.0.0' }]");
    const cluster = folder({ 'plugin.yaml': text, 'apps.yaml': apps('flannel') });
    expect(await recognised('--in', cluster)).toMatchObject({ networking: { plugin: 'flannel' }, enforcers: [{ name: 'kube-network-policies' }] });
    expect((await runCommand(['can', 'pod:lab/probe', 'pod:shop/vault', 'tcp/443', '--in', cluster])).exitCode).toBe(1);
  });

  it('CA-1 recognises Canal by its two agents, whatever the nodes say', async () => {
    expect(await recognised('--in', folderOf('canal'))).toMatchObject({ verdict: 'yes', networking: { plugin: 'canal' }, enforcers: [{ name: 'calico' }] });
  });

  it('CA-2 answers under Canal as Calico does', async () => {
    const { out } = await runCommand(['diff', '--as', 'calico', '--as-target', 'canal', folderOf('canal'), folderOf('canal'), '-o', 'json']);
    expect(JSON.parse(out)).toMatchObject({ changes: [] });
  });

  it('CA-3 keeps the rules of a node whose agent that filters is dead', async () => {
    const [workloads = '', second = ''] = readFileSync(`${folderOf('canal')}/plugin.yaml`, 'utf8').split('name: canal-b');
    const cluster = folder({ 'plugin.yaml': `${workloads}name: canal-b${second.replace('{ name: calico-node, ready: true', '{ name: calico-node, ready: false').replace("type: Ready, status: 'True'", "type: Ready, status: 'False'")}`, 'apps.yaml': apps('canal') });
    expect(await recognised('--in', cluster)).toMatchObject({ verdict: 'partial' });
    const { out } = await runCommand(['can', 'pod:lab/probe', 'pod:shop/vault', 'tcp/443', '--in', cluster, '-o', 'json']);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'DENIED', caveats: expect.arrayContaining([expect.objectContaining({ code: 'FROZEN' })]) as unknown });
  });

  it.each([...ENFORCER_NAMES, 'weave', 'canal', 'k3s', 'aws'])('takes --as %s', async (name) => {
    expect(await runCommand(['list', '--in', folderOf('flannel'), '--as', name, '-q'])).toMatchObject({ exitCode: 0, err: '' });
  });

  const changed = async (before: string, after: string): Promise<readonly string[]> => {
    const { out } = await runCommand(['diff', before, after, '-o', 'json', '--ignore-endpoint-churn']);
    const { changes } = JSON.parse(out) as { changes: { from: string; to: string; kind: string; causes: string[] }[] };
    return changes.filter(({ from, to }) => from.startsWith('pod:') && to.startsWith('pod:')).map(({ kind, from, to, causes }) => `${kind} ${from} ${to} ${causes.join()}`);
  };

  it('blames enforcement for what opens when an agent is lost on a node', async () => {
    const documents = readFileSync(`${folderOf('weave')}/plugin.yaml`, 'utf8').split('---\n').filter((text) => !text.includes('name: weave-net-b'));
    const lost = folder({ 'plugin.yaml': documents.join('---\n').replace(/(desired|current)NumberScheduled: 2, currentNumberScheduled: 2, numberReady: 2, numberAvailable: 2/, 'desiredNumberScheduled: 1, currentNumberScheduled: 1, numberReady: 1, numberAvailable: 1'), 'apps.yaml': apps('weave') });
    const changes = await changed(folderOf('weave'), lost);
    expect(changes).toContain('OPENED pod:lab/probe pod:shop/vault ENFORCEMENT');
    expect(changes.every((line) => line.startsWith('OPENED') && line.endsWith(' ENFORCEMENT'))).toBe(true);
  });

  it('blames enforcement for what opens when a switch is flipped', async () => {
    const text = readFileSync(`${folderOf('cilium')}/plugin.yaml`, 'utf8');
    const never = folder({ 'plugin.yaml': text.replace('enable-policy: default', 'enable-policy: never'), 'apps.yaml': apps('cilium') });
    expect(await changed(folderOf('cilium'), never)).toContain('OPENED pod:lab/probe pod:shop/vault ENFORCEMENT');
  });

  it('goes by what policies say where who enforces is recognised in one of the two alone', async () => {
    const unknown = folder({ 'apps.yaml': apps('weave') });
    const { out } = await runCommand(['diff', unknown, folderOf('weave'), '-o', 'json', '--ignore-endpoint-churn']);
    const { changes, caveats } = JSON.parse(out) as { changes: { from: string; to: string }[]; caveats: { code: string }[] };
    expect(changes.filter(({ from, to }) => from.startsWith('pod:') && to.startsWith('pod:'))).toEqual([]);
    expect(caveats.map(({ code }) => code)).toContain('ENFORCEMENT_UNKNOWN');
  });

  it('blames enforcement for what changes when the plugin is replaced and no policy is', async () => {
    const { out } = await runCommand(['diff', folderOf('flannel'), folderOf('canal'), '-o', 'json', '--ignore-endpoint-churn']);
    const { changes } = JSON.parse(out) as { changes: { from: string; to: string; kind: string; causes: string[] }[] };
    expect(changes.find(({ from, to }) => from === 'pod:lab/probe' && to === 'pod:shop/vault')).toMatchObject({ kind: 'CLOSED', causes: ['ENFORCEMENT'] });
  });
});
