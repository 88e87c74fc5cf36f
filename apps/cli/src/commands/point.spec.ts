import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, folder, pod } from '../testing/folder.ts';
import { runCommand } from '../testing/run-command.ts';

const TEXTBOOK = ['--in', `${EXAMPLES}/textbook`];
const FRONTEND = 'pod:frontend/frontend';
const ask = (argv: readonly string[], circumstances?: Parameters<typeof runCommand>[1]): ReturnType<typeof runCommand> => runCommand([...argv, ...TEXTBOOK], circumstances);

describe('can', () => {
  it('says yes in a sentence and exits 0', async () => {
    const { exitCode, out } = await ask(['can', FRONTEND, 'pod:backend/app-1', 'tcp/8080']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^pod:frontend\/frontend can reach pod:backend\/app-1 on tcp\/8080\.\n/);
  });

  it('says no and exits 1', async () => {
    const { exitCode, out } = await ask(['can', FRONTEND, 'pod:backend/app-2', 'tcp/8080']);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/cannot reach/);
  });

  it('exits 1 where only a part of what was asked for is allowed', async () => {
    expect(await ask(['can', FRONTEND, 'ns:backend', 'tcp/8080', '-o', 'json'])).toMatchObject({ exitCode: 1, out: expect.stringContaining('"verdict": "PARTIAL"') as string });
  });

  it('takes a named port', async () => {
    expect((await ask(['can', FRONTEND, 'pod:backend/app-1', 'tcp/http'])).exitCode).toBe(0);
  });

  it('exits 3 where it cannot tell, unless that is allowed', async () => {
    expect((await ask(['can', FRONTEND, 'pod:backend/app-1', 'icmp/8'])).exitCode).toBe(3);
    expect((await ask(['can', FRONTEND, 'pod:backend/app-1', 'icmp/8', '--allow-unknown'])).exitCode).toBe(0);
  });

  it('answers as the named enforcer would, and shows what the policies say beside it', async () => {
    const { exitCode, out } = await ask(['can', FRONTEND, 'pod:backend/app-1', 'icmp/8', '--as', 'cilium@1.20.2', '--basis', 'enforced', '-o', 'json']);
    expect({ exitCode, record: JSON.parse(out) as unknown }).toMatchObject({ exitCode: 1, record: { verdict: 'DENIED', byBasis: { specified: 'UNKNOWN', enforced: 'DENIED', differences: [] } } });
    expect((await ask(['can', FRONTEND, 'pod:backend/app-1', 'tcp/8080', '--as', 'cilium', '--set', 'cilium.enable-policy=always'])).exitCode).toBe(1);
    expect((await ask(['can', FRONTEND, 'pod:backend/app-1', 'tcp/8080', '--as', 'cilium', '--set', 'cilium.enable-policy=always', '--basis', 'specified'])).exitCode).toBe(0);
  });

  it.each([
    ['an enforcer that is not known', ['--as', 'felix']], ['a release that is none', ['--as', 'cilium@newest']], ['a setting that is none', ['--as', 'cilium', '--set', 'cilium.mode=x']],
    ['settings of an enforcer that was not named', ['--set', 'cilium.enable-policy=always']],
  ])('refuses %s', async (_, argv) => {
    expect((await ask(['can', FRONTEND, 'pod:backend/app-1', 'tcp/8080', ...argv])).exitCode).toBe(2);
  });

  it('cannot tell what the cluster enforces, as nobody said what enforces it', async () => {
    expect((await ask(['can', FRONTEND, 'pod:backend/app-1', 'tcp/8080', '--basis', 'enforced'])).exitCode).toBe(3);
    expect((await ask(['can', FRONTEND, 'pod:backend/app-1', 'tcp/8080', '--basis', 'specified'])).exitCode).toBe(0);
  });

  it('prints one document as JSON, and the same on one line as NDJSON', async () => {
    const { out } = await ask(['can', FRONTEND, 'pod:backend/app-1', 'tcp/8080', '-o', 'json']);
    const document = JSON.parse(out);
    expect(document).toMatchObject({ schemaVersion: 1, from: FRONTEND, to: 'pod:backend/app-1', verdict: 'ALLOWED', allowed: true, set: 'TCP 8080' });
    expect(document.ingress.decidedBy).toMatchObject([{ code: 'ADMITTED_BY_RULE', namespace: 'backend', name: 'frontend-to-app-1', rule: 0, peers: [0], ports: [0] }]);
    expect(document).not.toHaveProperty('blockers');
    const line = await ask(['can', FRONTEND, 'pod:backend/app-1', 'tcp/8080', '-o', 'ndjson']);
    expect(line.out.split('\n')).toHaveLength(2);
    expect(JSON.parse(line.out)).toEqual(document);
  });

  it('paints the verdict on a terminal, and not where the person said no or there is none', async () => {
    const question = ['can', FRONTEND, 'pod:backend/app-1', 'tcp/8080'];
    expect((await ask(question, { isTerminal: true })).out).toContain('\u001b[32m');
    expect((await ask(question, { isTerminal: true, environment: { isColourWanted: false } })).out).not.toContain('\u001b');
    const { out, err } = await ask(question);
    expect(out + err).not.toContain('\u001b');
  });
});

describe('why', () => {
  it('names the policy behind a denial with file and line, and what would have to change', async () => {
    const { exitCode, out } = await ask(['why', FRONTEND, 'pod:backend/app-2', 'tcp/8080']);
    expect(exitCode).toBe(1);
    expect(out).toContain('NetworkPolicy backend/default-deny-ingress');
    expect(out).toContain('To allow it');
  });

  it('gives every step and the blockers as JSON', async () => {
    const document = JSON.parse((await ask(['why', FRONTEND, 'pod:backend/app-2', 'tcp/8080', '-o', 'json'])).out);
    expect(document.ingress.isolatedBy).toEqual([{ group: 'networking.k8s.io', kind: 'NetworkPolicy', namespace: 'backend', name: 'default-deny-ingress' }]);
    expect(document.ingress.steps.length).toBeGreaterThan(0);
    expect(document.blockers).toHaveLength(1);
  });
});

describe('a question that cannot be asked', () => {
  it('shows a caret under what it cannot read, and exits 2', async () => {
    const { exitCode, out, err } = await ask(['can', 'pod:shop', 'internet']);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    const [, text, caret] = err.split('\n');
    expect(text?.trim()).toBe('pod:shop');
    expect(caret).toMatch(/^ +\^$/);
  });

  it('reads the traffic before the files', async () => {
    expect((await runCommand(['can', FRONTEND, FRONTEND, 'tcp/99999', '--in', '/nonexistent'])).exitCode).toBe(2);
  });

  it('exits 5 for an end that is not there, and names near ones', async () => {
    const { exitCode, err } = await ask(['can', 'pod:frontend/frontent', 'internet']);
    expect(exitCode).toBe(5);
    expect(err).toContain('pod:frontend/frontend');
  });

  it('exits 2 for an end that names several things, and lists them', async () => {
    const both = folder({ 'a.yaml': ['Deployment', 'StatefulSet'].map((kind) => JSON.stringify({ apiVersion: 'apps/v1', kind, metadata: { name: 'web', namespace: 'shop' }, spec: { template: { metadata: { labels: {} }, spec: { containers: [] } } } })).join('\n---\n') });
    const { exitCode, err } = await runCommand(['can', 'workload:shop/web', 'internet', '--in', both]);
    expect(exitCode).toBe(2);
    expect(err).toContain('deploy:shop/web');
    expect(err).toContain('sts:shop/web');
  });

  it('exits 2 for a setting that the enforcer does not have', async () => {
    const { exitCode, err } = await ask(['can', FRONTEND, 'internet', '--set', 'reference.colour=green']);
    expect(exitCode).toBe(2);
    expect(err).toContain('reference.colour');
  });
});

describe('input', () => {
  const web = pod('shop', 'web', { app: 'web' });

  it('is read from standard input, and from several places at once', async () => {
    const other = folder({ 'db.json': pod('shop', 'db') });
    expect(await runCommand(['can', 'pod:shop/web', 'pod:shop/db', '--in', '-', '--in', other], { stdin: web })).toMatchObject({ exitCode: 0 });
  });

  it('may be compressed', async () => {
    const root = folder({});
    writeFileSync(`${root}/pods.json.gz`, gzipSync(web));
    expect((await runCommand(['can', 'pod:shop/web', 'internet', '--in', root])).exitCode).toBe(0);
  });

  it('is read from standard input once', async () => {
    expect((await runCommand(['list', '--in', '-', '--in', '-'], { stdin: web })).exitCode).toBe(2);
  });

  it('shows progress on a terminal alone, and wipes it away', async () => {
    const argv = ['can', 'pod:shop/web', 'internet', '--in', '-'];
    expect((await runCommand(argv, { stdin: web, isTerminal: true })).err).toMatch(/reading: 1 files\r\u001b\[2K$/);
    expect((await runCommand([...argv, '--quiet'], { stdin: web, isTerminal: true })).err).toBe('');
    expect((await runCommand(argv, { stdin: web })).err).toBe('');
  });

  it('exits 5 for a folder that is not there', async () => {
    const { exitCode, out, err } = await ask(['list', '--in', '/nonexistent/cluster']);
    expect({ exitCode, out }).toEqual({ exitCode: 5, out: '' });
    expect(err).toContain('/nonexistent/cluster');
  });

  it('exits 4 where nothing could be read', async () => {
    const { exitCode, out, err } = await runCommand(['list', '--in', folder({ 'broken.yaml': 'kind: [Pod\n' })]);
    expect({ exitCode, out }).toEqual({ exitCode: 4, out: '' });
    expect(err).toContain('broken.yaml:');
  });

  it('exits 4 where there is nothing to ask about, and says what was met instead', async () => {
    expect(await runCommand(['list', '--in', folder({})])).toMatchObject({ exitCode: 4, out: '' });
    const { exitCode, err } = await runCommand(['list', '--in', folder({ 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n' })]);
    expect(exitCode).toBe(4);
    expect(err).toContain('only 1 ConfigMap');
  });

  it('answers from what could be read, and says on standard error what could not', async () => {
    const half = folder({ 'a.yaml': web, 'broken.yaml': 'kind: [Pod\n' });
    const { exitCode, err } = await runCommand(['can', 'pod:shop/web', 'internet', '--in', half]);
    expect(exitCode).toBe(0);
    expect(err).toMatch(/^error: .*broken\.yaml:/);
    expect((await runCommand(['can', 'pod:shop/web', 'internet', '--in', half, '--quiet'])).err).toBe('');
  });

  it('cannot steer the terminal by its names', async () => {
    const hostile = folder({ 'a.yaml': '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x\\u001b[2J\\u202e","namespace":"shop"},"spec":{"containers":[]}}', 'b.yaml': web });
    for (const argv of [['list'], ['lint'], ['can', 'pod:shop/x\u001b[2J', 'internet']]) {
      const { out, err } = await runCommand([...argv, '--in', hostile]);
      expect(out + err).not.toMatch(/[\u001b\u202e]/);
    }
  });
});
