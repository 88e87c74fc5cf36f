import { describe, expect, it } from 'vitest';
import { ALL_PORTS, connections, EMPTY } from '../../model/connection-set.ts';
import type { Reachability } from '../../model/verdict.ts';
import type { ConnectionAnswer, Peer } from '../../query/answers.ts';
import { shopAnswer } from '../testing/answers.ts';
import { connectionRecord, connectionsPieces } from './connections-document.ts';
import { diffPieces } from './diff-document.ts';
import { lintDocument } from './lint-document.ts';
import { peersDocument } from './peers-document.ts';
import { canDocument, whyDocument } from './point-document.ts';
import { probeFailure, probeRecord } from './probe-record.ts';

const peer = (ref: string, pods = 1): Peer => ({ ref, kind: 'pod', namespace: 'shop', pods, range: null });
const reachability: Reachability = {
  verdict: 'PARTIAL', allowed: connections('TCP', 80), partial: connections('UDP', 53), undecided: EMPTY, universe: ALL_PORTS,
  pairs: { total: 2, allowed: 1, denied: 0, partial: 1, unknown: 0 }, confidence: 'EXACT', caveats: [],
};

describe('the record of a probe', () => {
  const record = probeRecord('7', shopAnswer('pod:shop/web', 'pod:shop/db', 'tcp/5432'));

  it('has its keys in one order', () => {
    expect(Object.keys(record)).toEqual(['id', 'verdict', 'allowed', 'set', 'confidence', 'byBasis', 'caveats', 'egress', 'ingress']);
    expect(record).toMatchObject({ id: '7', verdict: 'ALLOWED', allowed: true, set: 'TCP 5432', confidence: 'EXACT', byBasis: { specified: 'ALLOWED', enforced: 'UNKNOWN', differences: [] } });
  });

  it('W1 names the rule and the elements that admit, with file and line', () => {
    expect(record).toMatchObject({
      ingress: {
        verdict: 'ALLOWED', allowed: true, isolatedBy: [], passedBy: [], decidedBy: [{
          tier: 'NETWORK_POLICY', tierName: 'NetworkPolicy', code: 'ADMITTED_BY_RULE', action: 'allow', group: 'networking.k8s.io', kind: 'NetworkPolicy', namespace: 'shop', name: 'db',
          rule: 0, ruleName: null, pointer: '/spec/ingress/0', file: 'shop.yaml', line: 20, peers: [1], ports: [0],
        }],
      },
    });
  });

  it('W4 names a default by its code alone', () => {
    expect(record).toMatchObject({ egress: { decidedBy: [{ code: 'DEFAULT_ALLOW' }] } });
    expect('egress' in record && Object.keys(record.egress.decidedBy[0] ?? {})).toEqual(['code']);
  });

  it('W2 names the policies that isolate where nothing admits', () => {
    expect(probeRecord('1', shopAnswer('pod:shop/web', 'pod:shop/db', 'tcp/80'))).toMatchObject({
      verdict: 'DENIED', allowed: false, set: '', ingress: { allowed: false, isolatedBy: [{ group: 'networking.k8s.io', kind: 'NetworkPolicy', namespace: 'shop', name: 'db' }] },
    });
  });

  it('Q9 has null for allowed where the answer is unknown, and shows what is undecided as it was asked', () => {
    expect(probeRecord('1', shopAnswer('pod:shop/web', 'ip:203.0.113.7', 'icmp/8'))).toMatchObject({ verdict: 'UNKNOWN', allowed: null, set: '', undecided: 'ICMP 8' });
  });

  it('counts pairs where there are several, and prints a full set as ALL', () => {
    expect(probeRecord('1', shopAnswer('ns:shop', 'ip:203.0.113.7', 'any'))).toMatchObject({ set: 'ALL', pairs: { total: 2, allowed: 2 } });
    expect(record).not.toHaveProperty('pairs');
  });

  it('is the error where the question could not be answered', () => {
    expect(probeFailure('9', { code: 'REF_INVALID', message: 'no' })).toEqual({ id: '9', error: { code: 'REF_INVALID', message: 'no' } });
  });
});

describe('documents', () => {
  it('of can and why are the same record, without and with steps and blockers', () => {
    const answer = shopAnswer('pod:shop/web', 'pod:shop/db', 'tcp/80');
    const can = canDocument(answer); const why = whyDocument(answer);
    expect(can).toMatchObject({ schemaVersion: 1, from: 'pod:shop/web', to: 'pod:shop/db', traffic: 'tcp/80', verdict: 'DENIED' });
    expect(can.ingress).not.toHaveProperty('steps');
    expect(why).toMatchObject(can);
    expect(why.ingress.steps.map(({ order, code }) => [order, code])).toEqual([[0, 'PORT_NOT_LISTED'], [1, 'ISOLATED_NO_RULE_ADMITS']]);
    expect(why.blockers).toMatchObject([{ direction: 'ingress', policies: [{ name: 'db' }] }]);
  });

  it('of a set question name the subject on its side and count all rows', () => {
    const subject = { ref: 'pod:shop/db', endpoints: [0], external: { ipv4: [], ipv6: [] }, caveats: [] };
    const peers = [{ peer: peer('pod:shop/web', 3), reachability }];
    expect(peersDocument({ question: 'who', subject, traffic: null, peers, total: 9, caveats: [] })).toEqual({
      schemaVersion: 1, to: 'pod:shop/db', traffic: 'any', peers: [{ ref: 'pod:shop/web', verdict: 'PARTIAL', allowed: 'TCP 80', partial: 'UDP 53', pods: 3 }], total: 9, caveats: [],
    });
    expect(peersDocument({ question: 'reach', subject, traffic: null, peers: [], caveats: [] })).toMatchObject({ from: 'pod:shop/db', peers: [], total: 0 });
  });

  it('of the list hold all three sets in every row, and count what has none', () => {
    expect(JSON.parse([...connectionsPieces([{ from: peer('a'), to: peer('b'), reachability }], [], { nodes: 2 })].join(''))).toEqual({
      schemaVersion: 1, connections: [{ from: 'a', to: 'b', verdict: 'PARTIAL', allowed: 'TCP 80', partial: 'UDP 53', undecided: '' }], total: 1, omitted: { nodes: 2 }, caveats: [],
    });
  });

  it.each([0, 2])('of the list have each row as its record, whatever the rows before it shared with it (indent %i)', (indent) => {
    const rows: readonly ConnectionAnswer[] = [
      { from: peer('a "b"'), to: peer('b'), reachability }, { from: peer('a "b"'), to: peer('c'), reachability }, { from: peer('c'), to: peer('b'), reachability: { ...reachability, verdict: 'UNKNOWN' as const } },
      { from: peer('b'), to: peer('c'), reachability: { ...reachability, partial: EMPTY } }, { from: peer('b'), to: peer('a "b"'), reachability: { ...reachability, universe: connections('TCP', 80) } },
      { from: peer('c'), to: peer('a "b"'), reachability, conditions: [{ code: 'AGENT_CRASHED', message: 'm', resources: [] }] }, { from: peer('c'), to: peer('c'), reachability },
    ];
    const document = { schemaVersion: 1, connections: rows.map(connectionRecord), total: 7, omitted: { nodes: 0 }, caveats: [] };
    expect([...connectionsPieces(rows, [], { nodes: 0 }, indent)].join('')).toBe(JSON.stringify(document, null, indent));
  });

  it('of a diff leave out partial and undecided sets that are empty', () => {
    const side = { allowed: EMPTY, partial: EMPTY, undecided: EMPTY };
    const cause = { op: 'ADDED', group: 'networking.k8s.io', kind: 'NetworkPolicy', namespace: 'shop', name: 'p', isSemantic: true } as const;
    const change = { kind: 'OPENED', from: peer('a'), to: peer('b'), before: side, after: { ...side, allowed: connections('TCP', 80), partial: connections('UDP') }, universe: ALL_PORTS, causes: ['POLICY'], causedBy: [cause] } as const;
    expect(JSON.parse([...diffPieces({ comparable: true, caveats: [], changes: [change], resources: [cause] }, 2)].join(''))).toEqual({
      schemaVersion: 1, comparable: true, changes: [{ kind: 'OPENED', from: 'a', to: 'b', before: '', after: 'TCP 80', partialAfter: 'UDP', causes: ['POLICY'], causedBy: [cause] }], resources: [cause], caveats: [],
    });
  });

  it('of lint give each problem its place, and each finding a fingerprint of its canonical text', () => {
    const source = { file: 'a.yaml', document: 2, line: 5, lines: { '/spec': 7 } };
    const document = lintDocument([{ severity: 'error', code: 'REFUSED', message: 'm', state: 'refused', source, path: '/spec/x' }, { severity: 'info', code: 'C', message: 'n' }], [{ severity: 'high', code: 'F', message: 'f', fingerprintText: 'text', source }], (text) => `hash of ${text}`);
    expect(document.diagnostics).toEqual([
      { severity: 'error', code: 'REFUSED', message: 'm', state: 'refused', file: 'a.yaml', document: 2, line: 7, path: '/spec/x', resource: null },
      { severity: 'info', code: 'C', message: 'n', file: null, document: null, line: null, path: '', resource: null },
    ]);
    expect(document.findings).toMatchObject([{ severity: 'high', fingerprint: 'hash of text', line: 5 }]);
  });
});
