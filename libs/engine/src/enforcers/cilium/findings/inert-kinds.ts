import type { Finding } from '../../../model/diagnostic.ts';
import { objectText } from '../../../model/location.ts';
import { isRead } from '../standing.ts';
import { reported } from './report.ts';
import type { FindingScene } from './scene.ts';

const NEVER: ReadonlySet<string> = new Set(['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy']);

/** Policies of kinds that Cilium never reads, or not under this configuration. */
export function inertKinds({ snapshot, settings }: FindingScene): readonly Finding[] {
  return snapshot.policies.filter((policy) => policy.api !== 'cilium-cidr-group' && (settings.mode === 'never' || !isRead(policy, settings))).map((policy) => reported({
    code: 'CILIUM_KIND_NOT_READ', severity: 'high', policy, manifest: policy.manifest, pointer: '/spec',
    message: `${objectText(policy)} has no effect: ${NEVER.has(policy.kind) ? 'Cilium has never implemented this kind' : 'the configuration of the agent leaves this kind unread'}.`,
  }));
}
