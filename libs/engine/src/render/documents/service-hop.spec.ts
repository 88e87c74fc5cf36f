import { describe, expect, it } from 'vitest';
import { askUnder } from '../../ask-under.ts';
import { analyse } from '../../pipeline.ts';
import type { PointAnswer } from '../../model/point-answer.ts';
import { readTexts } from '../../read/session.ts';
import { parseTraffic } from '../../references/traffic.ts';
import { CAST } from '../../testing/world.ts';
import { whyText } from '../text/why-text.ts';
import { whyDocument } from './point-document.ts';
import { probeRecord } from './probe-record.ts';

const SERVICES = `
{apiVersion: v1, kind: Service, metadata: {namespace: shop, name: api}, spec: {selector: {app: api}, ports: [{port: 80, targetPort: http}, {port: 53, protocol: UDP}]}}
---
{apiVersion: v1, kind: Service, metadata: {namespace: shop, name: none}, spec: {selector: {app: none}, ports: [{port: 80}]}}
`;
const ask = (to: string, traffic: string): PointAnswer => {
  const read = readTexts([{ file: 'a.yaml', text: `${CAST}\n---\n${SERVICES}` }]);
  return askUnder({ specified: analyse(read.objects, read.coverage).view, enforced: null, isEnforcementKnown: false }, { from: 'pod:lab/job', to, traffic: parseTraffic(traffic), basis: 'SPECIFIED' });
};

describe('the hop through a Service', () => {
  it('stands in the record, one port by itself and several in a list', () => {
    const service = { group: '', kind: 'Service', namespace: 'shop', name: 'api' };
    expect(probeRecord('1', ask('svc:shop/api', 'tcp/80'))).toMatchObject({ set: 'TCP 80', service: { service, protocol: 'TCP', servicePort: 80, targetPort: '8080', backends: 1, readyBackends: 1 } });
    expect(probeRecord('1', ask('svc:shop/api', 'any'))).toMatchObject({ service: { servicePort: 80, ports: [{ servicePort: 80 }, { protocol: 'UDP', servicePort: 53, targetPort: '53' }] } });
    expect(probeRecord('1', ask('pod:shop/api', 'tcp/80'))).not.toHaveProperty('service');
  });

  it('is told by why, before the pair that is explained', () => {
    expect(whyText(ask('svc:shop/api', 'tcp/80'))).toMatch(/through Service shop\/api: TCP 80 to TCP 8080 at 1 backend, 1 of them ready\n\nFor example pod:lab\/job to pod:shop\/api:/);
  });

  it('SERVICE_HAS_NO_BACKEND is what would have to change where nothing answers', () => {
    const document = whyDocument(ask('svc:shop/none', 'tcp/80'));
    expect(document).toMatchObject({ verdict: 'DENIED', witness: null, summary: expect.stringMatching(/nothing behind it/) as string, blockers: [{ code: 'SERVICE_HAS_NO_BACKEND' }] });
    expect(whyText(ask('svc:shop/none', 'tcp/80'))).toMatch(/To allow it:\n {2}Let svc:shop\/none have the port/);
  });
});
