import { describe, expect, it } from 'vitest';
import { ALL_PORTS, connections, EMPTY } from '../../model/connection-set.ts';
import type { Peer } from '../../query/answers.ts';
import { shopAnswer } from '../testing/answers.ts';
import { connectionsTable } from './connections-table.ts';
import { diffTable } from './diff-table.ts';
import { lintTable } from './lint-table.ts';
import { peersTable } from './peers-table.ts';
import { canText } from './point-text.ts';
import { displayWidth, printable } from './printable.ts';
import { table } from './table.ts';
import { whyText } from './why-text.ts';

describe('tables', () => {
  it('are aligned, wide characters and accents counted as a terminal shows them', () => {
    expect(table(['A', 'B'], [['long name', 'x'], ['表', 'y'], ['e\u0301', 'z']])).toBe('A          B\nlong name  x\n表         y\ne\u0301          z\n');
    expect(displayWidth('a表')).toBe(3);
  });

  it('write out control characters of hostile names', () => {
    expect(table(['A'], [['\u001B[2Jx\n\u202Ey']])).toBe('A\n\\u{1b}[2Jx\\u{a}\\u{202e}y\n');
    expect(printable('plain ✓')).toBe('plain ✓');
  });

  it('of a set question say how many rows they leave out', () => {
    const peer: Peer = { ref: 'deploy:shop/web', kind: 'workload', namespace: 'shop', pods: 3, range: null };
    const reachability = { verdict: 'PARTIAL', allowed: connections('TCP', 80), partial: EMPTY, undecided: connections('UDP'), universe: ALL_PORTS, pairs: { total: 1, allowed: 0, denied: 0, partial: 1, unknown: 0 }, confidence: 'BOUNDED', caveats: [] } as const;
    const subject = { ref: 'pod:shop/db', endpoints: [0], external: { ipv4: [], ipv6: [] }, caveats: [] };
    expect(peersTable({ question: 'who', subject, traffic: null, peers: [{ peer, reachability }], total: 4, caveats: [] })).toBe([
      '4 peers can reach pod:shop/db', '', 'PEER             VERDICT  CONNECTIONS          PODS', 'deploy:shop/web  PARTIAL  TCP 80; perhaps UDP  3', 'and 3 more', '',
    ].join('\n'));
  });

  it('of the list say how many nodes they leave out', () => {
    expect([...connectionsTable([], [], { nodes: 2 })].join('')).toContain('note: 2 nodes can be asked about and are not listed\n');
    expect([...connectionsTable([], [], { nodes: 0 })].join('')).not.toContain('note');
  });

  it('of a diff without changes of connectivity still list the objects that changed', () => {
    const resources = [{ op: 'MODIFIED', group: 'networking.k8s.io', kind: 'NetworkPolicy', namespace: 'shop', name: 'db', isSemantic: false }] as const;
    expect([...diffTable({ comparable: true, caveats: [], changes: [], resources })].join('')).toBe('No change of connectivity.\n\n1 changed object\n\n   OBJECT                 NOTE\n~  NetworkPolicy shop/db  means the same\n');
  });

  it('of lint name the place of each problem', () => {
    const place = { file: 'a.yaml', document: 1, line: 3, path: '', resource: null };
    expect(lintTable({ schemaVersion: 1, diagnostics: [{ severity: 'error', code: 'REFUSED', message: 'no', ...place }], findings: [] })).toContain('error     REFUSED  a.yaml:3  -       no');
  });
});

describe('sentences', () => {
  it('say the verdict and the connections', () => {
    expect(canText(shopAnswer('pod:shop/web', 'pod:shop/db', 'any')).split('\n').slice(0, 2)).toEqual(['pod:shop/web can reach pod:shop/db.', '  allowed: TCP 5432']);
    expect(canText(shopAnswer('ip:203.0.113.7', 'pod:shop/db', 'tcp/5432'))).toMatch(/^ip:203\.0\.113\.7 cannot reach pod:shop\/db on tcp\/5432\.\n/);
    expect(canText(shopAnswer('pod:shop/web', 'pod:shop/db', 'icmp/8'))).toMatch(/^It cannot be told whether .*\n {2}undecided: ICMP 8\n/);
    expect(canText(shopAnswer('pod:shop/web', 'ns:shop', 'tcp/80'))).toContain('cannot reach');
  });

  it('say which rule decides, where it stands, and what would have to change', () => {
    const allowed = whyText(shopAnswer('pod:shop/web', 'pod:shop/db', 'tcp/5432'));
    expect(allowed).toContain('ingress of pod:shop/db: allowed\n  Ingress rule 0 of NetworkPolicy shop/db admits TCP 5432. [shop.yaml:20] (ADMITTED_BY_RULE)\n');
    const denied = whyText(shopAnswer('pod:shop/web', 'pod:shop/db', 'tcp/80'));
    expect(denied).toContain('isolated by NetworkPolicy shop/db\n');
    expect(denied).toContain('To allow it:\n  Add TCP 80 to the ports of ingress rule 0 of NetworkPolicy shop/db.\n');
  });

  it('name the pair that stands for many', () => {
    expect(whyText(shopAnswer('ns:shop', 'pod:shop/db', 'tcp/5432'))).toContain('For example pod:shop/web to pod:shop/db:\n');
  });
});
