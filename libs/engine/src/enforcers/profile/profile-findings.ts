import type { Finding } from '../../model/diagnostic.ts';
import type { EnforcerIdentity } from '../../model/firewalls.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { departures } from './lower-profiled.ts';
import type { Profile } from './profile.ts';

/** Policies that have no effect, or another than they say; those that are refused are problems of the input already. */
export function profileFindings(snapshot: Snapshot<PolicyDocument>, identity: EnforcerIdentity, profile: Profile): readonly Finding[] {
  const { policies } = snapshot;
  if (profile.off !== null) return policies.length === 0 ? [] : [{
    severity: 'high', code: 'POLICIES_WITHOUT_EFFECT', fingerprintText: `POLICIES_WITHOUT_EFFECT ${identity.name}`,
    message: `${policies.length === 1 ? 'The one policy is' : `All ${String(policies.length)} policies are`} stored without effect and every connection is possible: ${profile.off}.`,
  }];
  return departures(snapshot, profile, identity).filter(({ isRefusal }) => !isRefusal).map(({ message, policy, source }): Finding => ({
    severity: 'medium', code: 'ENFORCED_OTHERWISE', message, resource: policy, path: '/spec', fingerprintText: `ENFORCED_OTHERWISE ${policy.namespace}/${policy.name} ${message}`, ...(source !== null && { source }),
  }));
}
