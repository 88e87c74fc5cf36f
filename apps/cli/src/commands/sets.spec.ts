import { describe, expect, it } from 'vitest';
import { EXAMPLES, folder, pod } from '../testing/folder.ts';
import { runCommand } from '../testing/run-command.ts';
import { OutputClosed } from '../io.ts';

interface Row { readonly from: string; readonly to: string; readonly kind: string }

const TEXTBOOK = ['--in', `${EXAMPLES}/textbook`];
const SHOP = [`${EXAMPLES}/shop/v1`, `${EXAMPLES}/shop/v2`] as const;

describe('who and reach', () => {
  it('lists who can reach an end', async () => {
    const { exitCode, out } = await runCommand(['who', 'pod:backend/app-1', 'tcp/8080', ...TEXTBOOK, '-o', 'json']);
    expect(exitCode).toBe(0);
    const document = JSON.parse(out) as { readonly peers: readonly { readonly ref: string }[]; readonly total: number };
    expect(document).toMatchObject({ schemaVersion: 1, to: 'pod:backend/app-1' });
    expect(document.peers).toContainEqual({ ref: 'pod:frontend/frontend', verdict: 'ALLOWED', allowed: 'TCP 8080', pods: 1 });
    expect(document.total).toBe(document.peers.length);
    expect(document.peers.map(({ ref }) => ref)).not.toContain('pod:backend/app-2');
  });

  it('lists what an end can reach', async () => {
    const { out } = await runCommand(['reach', 'pod:frontend/frontend', 'tcp/8080', ...TEXTBOOK, '-o', 'ndjson']);
    const refs = out.trimEnd().split('\n').map((line) => (JSON.parse(line) as { ref: string }).ref);
    expect(refs).toContain('pod:backend/app-1');
    expect(refs).not.toContain('pod:backend/app-2');
  });

  it('says in rows, and below the table, what a proxy filters', async () => {
    const policies = `{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {namespace: shop, name: p}, spec: {endpointSelector: {matchLabels: {app: web}}, ingress: [{fromEndpoints: [{}], toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{method: GET}]}}]}]}}`;
    const under = ['--in', folder({ 'a.yaml': `${pod('shop', 'web', { app: 'web' })}\n---\n${pod('shop', 'other')}\n---\n${policies}` }), '--as', 'cilium@1.20', '--group', 'pod'];
    const { out } = await runCommand(['who', 'pod:shop/web', ...under]);
    expect(out).toMatch(/pod:shop\/other +ALLOWED +TCP 80 \(L7_FILTERED\)/);
    expect(out).toContain('note: The connection is allowed; a proxy then filters HTTP requests, of which GET pass. (L7_FILTERED)');
    const { out: listed } = await runCommand(['list', ...under, '-o', 'ndjson']);
    expect(listed.split('\n').filter((line) => line.includes('L7_FILTERED')).map((line) => (JSON.parse(line) as { readonly to: string }).to)).toEqual(['pod:shop/web']);
  });

  it('prints a table with a title', async () => {
    const { out } = await runCommand(['who', 'pod:backend/app-1', ...TEXTBOOK]);
    expect(out).toMatch(/^\d+ peers? can reach pod:backend\/app-1\n/);
    expect(out).toMatch(/PEER +VERDICT +CONNECTIONS +PODS\n/);
  });

  it('cannot list what the cluster enforces', async () => {
    expect(await runCommand(['who', 'pod:backend/app-1', ...TEXTBOOK, '--basis', 'enforced'])).toMatchObject({ exitCode: 3, out: '' });
  });
});

describe('list', () => {
  it('lists every pair that can connect, pods without an owner by themselves', async () => {
    const { exitCode, out } = await runCommand(['list', ...TEXTBOOK, '-o', 'json']);
    expect(exitCode).toBe(0);
    const { schemaVersion, connections } = JSON.parse(out) as { readonly schemaVersion: number; readonly connections: readonly Row[] };
    expect(schemaVersion).toBe(1);
    expect(connections).toContainEqual({ from: 'pod:frontend/frontend', to: 'pod:backend/app-1', verdict: 'ALLOWED', allowed: 'TCP 8080', partial: '', undecided: '' });
    expect(connections.filter(({ from, to }) => from === 'pod:frontend/frontend' && to === 'pod:backend/app-2')).toEqual([]);
  });

  it('groups as it is told', async () => {
    const { out } = await runCommand(['list', ...TEXTBOOK, '--group', 'namespace', '-o', 'ndjson']);
    expect(out).toContain('"from":"ns:frontend","to":"ns:backend"');
  });

  it('gives the same rows in every format', async () => {
    const [json, ndjson, table] = await Promise.all(['json', 'ndjson', 'table'].map(async (format) => (await runCommand(['list', ...TEXTBOOK, '-o', format])).out));
    const { connections } = JSON.parse(json ?? '') as { connections: readonly { from: string; to: string }[] };
    expect((ndjson ?? '').trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual(connections);
    for (const { from, to } of connections) expect(table).toMatch(new RegExp(`^${from} +${to} `, 'm'));
  });

  it('reads a big stream of one object a line, and writes its list in pieces', async () => {
    const stdin = Array.from({ length: 400 }, (_, index) => `${pod(`ns-${String(index % 4)}`, `p-${String(index)}`)}\n`);
    let pieces = 0;
    const { exitCode, out } = await runCommand(['list', '--in', '-', '-o', 'ndjson'], { stdin, onWrite: () => { pieces += 1; } });
    expect(exitCode).toBe(0);
    expect(out.trimEnd().split('\n').length).toBeGreaterThanOrEqual(400 * 399);
    expect(pieces).toBeGreaterThan(10);
    expect(pieces).toBeLessThan(1000);
  });

  it('ends in peace where its reader went away', async () => {
    const { exitCode, err } = await runCommand(['list', ...TEXTBOOK, '-o', 'ndjson'], { onWrite: () => { throw new OutputClosed(); } });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  });
});

describe('diff', () => {
  it('tells what opened, with the policy behind it', async () => {
    const { exitCode, out } = await runCommand(['diff', ...SHOP, '-o', 'json']);
    expect(exitCode).toBe(0);
    const { schemaVersion, comparable, changes, resources } = JSON.parse(out) as { readonly schemaVersion: number; readonly comparable: boolean; readonly changes: readonly Row[]; readonly resources: readonly object[] };
    expect({ schemaVersion, comparable }).toEqual({ schemaVersion: 1, comparable: true });
    expect(changes.some(({ kind, to }) => kind === 'OPENED' && to.includes('payments/'))).toBe(true);
    expect(resources.length).toBeGreaterThan(0);
  });

  it('exits 1 for a difference only where it is told to', async () => {
    expect((await runCommand(['diff', ...SHOP])).exitCode).toBe(0);
    expect((await runCommand(['diff', ...SHOP, '--exit-code'])).exitCode).toBe(1);
    expect((await runCommand(['diff', SHOP[0], SHOP[0], '--exit-code'])).exitCode).toBe(0);
  });

  it('hides what comes from endpoints that exist on one side only', async () => {
    const bare = folder({ 'a.yaml': pod('shop', 'web') });
    const more = folder({ 'a.yaml': pod('shop', 'web'), 'b.yaml': pod('shop', 'db') });
    expect((await runCommand(['diff', bare, more, '--exit-code'])).exitCode).toBe(1);
    expect((await runCommand(['diff', bare, more, '--exit-code', '--ignore-endpoint-churn'])).exitCode).toBe(0);
  });

  it('refuses standard input for both sides', async () => {
    expect((await runCommand(['diff', '-', '-'])).exitCode).toBe(2);
  });
});

describe('lint', () => {
  const policy = (spec: object): string => JSON.stringify({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'p', namespace: 'shop' }, spec });

  it('exits 0 for files without an error', async () => {
    expect((await runCommand(['lint', '--in', `${EXAMPLES}/shop/v1`])).exitCode).toBe(0);
  });

  it('names a refused object with file, line and pointer, and exits 1', async () => {
    const bad = folder({ 'p.yaml': policy({ podSelector: {}, ingress: [{ from: [{}] }] }) });
    const { exitCode, out } = await runCommand(['lint', '--in', bad, '-o', 'json']);
    expect(exitCode).toBe(1);
    const { schemaVersion, diagnostics, findings } = JSON.parse(out) as { readonly schemaVersion: number; readonly diagnostics: readonly { readonly severity: string }[]; readonly findings: readonly object[] };
    expect({ schemaVersion, findings }).toEqual({ schemaVersion: 1, findings: [] });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toMatchObject([{ state: 'refused', file: expect.stringMatching(/p\.yaml$/) as string, document: 1, line: 1, path: '/spec/ingress/0/from/0', resource: { kind: 'NetworkPolicy', namespace: 'shop', name: 'p' } }]);
    expect((await runCommand(['lint', '--in', bad])).out).toMatch(/^2 diagnostics, 0 findings\n/);
  });

  const findingsIn = async (example: string): Promise<readonly { readonly code: string; readonly severity: string; readonly fingerprint: string }[]> => (
    JSON.parse((await runCommand(['lint', '--in', `${EXAMPLES}/${example}`, '-o', 'json'])).out) as { readonly findings: readonly { readonly code: string; readonly severity: string; readonly fingerprint: string }[] }
  ).findings;

  it('finds the dash that opened the ledger to a whole team, and nothing of weight before it', async () => {
    expect(await findingsIn('shop/v2')).toMatchObject([{ severity: 'high', code: 'PEERS_ORED', fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) as string, path: '/spec/ingress/0/from/1', line: 47, resource: { namespace: 'payments', name: 'ledger-db' } }]);
    expect((await findingsIn('shop/v1')).filter(({ severity }) => ['medium', 'high', 'critical'].includes(severity))).toEqual([]);
  });

  it('finds what only shows under the enforcer that is recognised, or named', async () => {
    const codes = async (...options: readonly string[]): Promise<readonly string[]> => (JSON.parse((await runCommand(['lint', ...options, '-o', 'json'])).out) as { readonly findings: readonly { readonly code: string }[] }).findings.map(({ code }) => code).filter((code) => code.startsWith('CILIUM_'));
    expect(await codes('--in', `${EXAMPLES}/textbook-cilium`)).toEqual(['CILIUM_ICMP_BLOCKED']);
    expect(await codes('--in', `${EXAMPLES}/textbook-cilium`, '--as', 'cilium@1.20', '--set', 'cilium.enable-cilium-network-policy=false')).toEqual(['CILIUM_KIND_NOT_READ']);
    expect(await codes(...TEXTBOOK)).toEqual([]);
  });

  it('looks for what could be removed where it is asked to, and only there', async () => {
    const named = (name: string, spec: object): object => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: 'shop' }, spec: { podSelector: { matchLabels: { app: 'db' } }, ...spec } });
    const pods = ['web', 'db'].map((app, at) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: app, namespace: 'shop', labels: { app } }, spec: { containers: [] }, status: { podIP: `10.0.0.${String(at + 1)}` } }));
    const open = (port: number, endPort = port): object => ({ from: [{ podSelector: {} }], ports: [{ port, endPort }] });
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
    const cluster = folder({ 'all.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [namespace, ...pods, named('a', { ingress: [open(80, 81)] }), named('b', { ingress: [open(82, 83)] }), named('c', { ingress: [open(81, 82)] })] }) });
    const { out } = await runCommand(['lint', '--in', cluster, '--impact', '-o', 'ndjson']);
    expect(out.trim().split('\n').map((line) => JSON.parse(line) as object)).toMatchObject([{ code: 'POLICY_WITHOUT_IMPACT', severity: 'low', resource: { name: 'c' } }]);
    expect((await runCommand(['lint', '--in', cluster, '-o', 'ndjson'])).out).toBe('');
  });

  it('exits 0 for kinds that it does not model', async () => {
    expect((await runCommand(['lint', '--in', folder({ 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n' })])).exitCode).toBe(0);
  });

  it('exits 4 where nothing could be read', async () => {
    expect((await runCommand(['lint', '--in', folder({ 'a.yaml': '{{ .Values.x }}: [' })])).exitCode).toBe(4);
    expect((await runCommand(['lint', '--in', folder({ 'a.xml': '<a/>' })])).exitCode).toBe(4);
    expect((await runCommand(['lint', '--in', folder({ 'a.json': '{"a": 1}' })])).exitCode).toBe(4);
  });
});

describe('formats of rows', () => {
  it('writes what a spreadsheet, a page and a drawing program read', async () => {
    const csv = await runCommand(['list', ...TEXTBOOK, '-o', 'csv']);
    expect(csv.out.split('\n').slice(0, 1)).toEqual(['from,to,verdict,allowed,partial,undecided,conditions']);
    expect(csv.out).toContain('pod:frontend/frontend,pod:backend/app-1,ALLOWED,TCP 8080,,,\n');
    expect((await runCommand(['list', ...TEXTBOOK, '-o', 'md'])).out).toContain('| `pod:frontend/frontend` | `pod:backend/app-1` | ALLOWED | TCP 8080 |\n');
    expect((await runCommand(['list', ...TEXTBOOK, '-o', 'dot'])).out).toContain('  "pod:frontend/frontend" -> "pod:backend/app-1" [label="TCP 8080"];\n');
    expect((await runCommand(['who', 'pod:backend/app-1', ...TEXTBOOK, '-o', 'csv'])).out).toContain('pod:frontend/frontend,ALLOWED,TCP 8080,,,1,\n');
    expect((await runCommand(['who', 'pod:backend/app-1', ...TEXTBOOK, '-o', 'md'])).out).toMatch(/^### \d+ peers? can reach pod:backend\/app-1\n\n\| Peer \|/);
    const changed = await runCommand(['diff', ...SHOP, '-o', 'csv']);
    expect(changed.out).toContain('OPENED,deploy:orders/checkout,sts:payments/ledger-db,,TCP 5432,,,,,POLICY,MODIFIED NetworkPolicy payments/ledger-db\n');
    expect((await runCommand(['diff', ...SHOP, '-o', 'md'])).out).toContain('| OPENED | `deploy:orders/checkout` | `sts:payments/ledger-db` | - | TCP 5432 | POLICY | `~NetworkPolicy payments/ledger-db` |\n');
    const exposed = await runCommand(['exposed', '--in', `${EXAMPLES}/shop/v1`, '-o', 'csv']);
    expect(exposed.out).toMatch(/^INGRESS,deploy:platform\/gateway,\d+,LOAD_BALANCER,Service platform\/gateway,/m);
    expect(exposed.out).toMatch(/^EGRESS,deploy:orders\/checkout,2,,,,,,,ALLOWED,ALL,,$/m);
    expect((await runCommand(['exposed', 'ingress', '--in', `${EXAMPLES}/shop/v1`, '-o', 'md'])).out).toMatch(/^### \d+ exposed ends?\n\n\| Exposed \| Through \|/);
  });

  it('refuses a format that the command has not, and names those that it has', async () => {
    expect(await runCommand(['lint', ...TEXTBOOK, '-o', 'csv'])).toMatchObject({ exitCode: 2, out: '' });
    const { exitCode, err } = await runCommand(['who', 'pod:backend/app-1', ...TEXTBOOK, '-o', 'dot']);
    expect([exitCode, err]).toEqual([2, 'postern: -o dot: not known; it is one of table, json, ndjson, csv, md\n']);
    expect((await runCommand(['list', '--help'])).out).toContain('table (the default), json, ndjson, csv, md or dot');
  });
});
