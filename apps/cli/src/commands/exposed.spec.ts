import { describe, expect, it } from 'vitest';
import { folder, pod } from '../testing/folder.ts';
import { runCommand } from '../testing/run-command.ts';

const object = (value: object): string => JSON.stringify(value);
const service = object({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 443, targetPort: 8443 }] } });
const ingress = object({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'front', namespace: 'shop' }, spec: { ingressClassName: 'nginx', rules: [{ host: 'shop.example', http: { paths: [{ path: '/', backend: { service: { name: 'web', port: { number: 443 } } } }] } }] } });
const policy = object({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'p', namespace: 'shop' }, spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 8443 }] }] } });
const cluster = (): string => folder({ 'web.yaml': pod('shop', 'web', { app: 'web' }), 'db.yaml': pod('lab', 'db'), 'service.yaml': service, 'ingress.yaml': ingress, 'policy.yaml': policy });

describe('exposed', () => {
  it('lists both directions, each row with the ways that lead there', async () => {
    const { exitCode, out } = await runCommand(['exposed', '--in', cluster(), '-o', 'json']);
    expect(exitCode).toBe(0);
    const document = JSON.parse(out) as { readonly schemaVersion: number; readonly total: number; readonly exposures: readonly { readonly direction: string; readonly ref: string; readonly via: readonly { readonly kind: string; readonly allowed: string; readonly source: string; readonly assumption?: string }[] }[] };
    expect(document).toMatchObject({ schemaVersion: 1, total: 3, blocked: [], deadEnds: [] });
    expect(document.exposures.map(({ direction, ref }) => [direction, ref])).toEqual([['INGRESS', 'pod:lab/db'], ['INGRESS', 'pod:shop/web'], ['EGRESS', 'pod:lab/db']]);
    expect(document.exposures[1]?.via).toMatchObject([
      { kind: 'LOAD_BALANCER', verdict: 'PARTIAL', allowed: 'IPv4 TCP 8443', source: 'internet' },
      { kind: 'INGRESS', allowed: 'IPv4 TCP 8443', hostnames: ['shop.example'], source: 'hypothetical:ingress-controller{}', assumption: expect.stringContaining('class nginx') as string },
      { kind: 'DIRECT_CIDR' },
    ]);
  });

  it('lists one direction, in rows and as a table', async () => {
    const { out } = await runCommand(['exposed', 'egress', '--in', cluster(), '-o', 'ndjson']);
    expect(out.trimEnd().split('\n').map((line) => (JSON.parse(line) as { ref: string }).ref)).toEqual(['pod:lab/db']);
    const table = (await runCommand(['exposed', 'ingress', '--in', cluster()])).out;
    expect(table).toMatch(/^2 exposed ends\n/);
    expect(table).toMatch(/^pod:shop\/web +load balancer of Service shop\/web TCP 443 /m);
    expect(table).toMatch(/^ +Ingress shop\/front shop\.example\/ /m);
    expect(table).toMatch(/^assumed: The controller of class nginx/m);
  });

  it('refuses another word', async () => {
    expect(await runCommand(['exposed', 'sideways', '--in', cluster()])).toMatchObject({ exitCode: 2, out: '' });
  });
});
