/** The files of an enforcer that does what upstream says. */
export const skeleton = (name, identifier) => ({
  'profile.ts': `import { FAITHFUL, type Profile } from '../profile/profile.ts';

/** Where ${name} departs from the upstream text: in nothing that is known. */
export const PROFILE: Profile = { ...FAITHFUL };
`,
  'enforcer.ts': `import type { Enforcer } from '../enforcer.ts';
import { profiledEnforcer } from '../profile/profiled-enforcer.ts';
import { PROFILE } from './profile.ts';

export const ${identifier}: Enforcer = profiledEnforcer({ name: '${name}', releases: [['0.0.0', PROFILE]], newest: '0.0.0', options: {} });
`,
  'recognise.ts': `import { agentEvidence } from '../../resources/observed/evidence.ts';
import { releaseOf, tagOf } from '../../resources/observed/readings.ts';
import type { Sightings } from '../../resources/observed/sightings.ts';
import type { EnforcerClaim, Recogniser } from '../recogniser.ts';

const AGENT = '${name}';

function enforcers(sightings: Sightings): readonly EnforcerClaim[] {
  if (!sightings.isSeen(AGENT)) return [];
  const agent = sightings.agent(AGENT);
  return [{
    name: '${name}', version: releaseOf(tagOf(agent)), mode: null, state: 'ON', offReason: null, settings: {}, agent, confidence: 'HIGH',
    evidence: agentEvidence(agent, 'the agent of ${name}'), warnings: [],
  }];
}

export const ${identifier}Recogniser: Recogniser = { name: '${name}', agents: [{ id: AGENT, container: AGENT, images: ['${name}'], enforcer: '${name}' }], enforcers };
`,
  'enforcer.spec.ts': `import { describe, expect, it } from 'vitest';
import { readTexts } from '../../read/session.ts';
import { buildSnapshot } from '../../read/snapshot/build-snapshot.ts';
import { policy } from '../../testing/world.ts';
import { underEnforcer } from '../../testing/under-enforcer.ts';
import { assess } from '../assess.ts';

const AGENT = \`
{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: agents, namespace: kube-system}, spec: {selector: {matchLabels: {app: agents}}, template: {metadata: {labels: {app: agents}}, spec: {containers: [{name: ${name}, image: 'example.com/${name}:v1.2.3'}]}}}}
\`;

describe('${name}', () => {
  it('denies what no rule of an isolating policy admits, and lets the own node in', () => {
    const cluster = underEnforcer('${name}', [policy('shop/db', 'podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {}}]}]')]);
    expect(['shop/web', 'lab/web', 'node:n1', 'node:n2'].map((from) => cluster.verdict(from, 'shop/db', 'TCP 80'))).toEqual(['ALLOWED', 'DENIED', 'ALLOWED', 'DENIED']);
  });

  it('is recognised by the container and the image of its agent', () => {
    const read = readTexts([{ file: 'cluster.yaml', text: AGENT }]);
    expect(assess(buildSnapshot(read.objects, read.coverage).snapshot).enforcers).toMatchObject([{ name: '${name}', version: '1.2.3', state: 'ON' }]);
  });
});
`,
});
