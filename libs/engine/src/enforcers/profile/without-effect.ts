import { ALL } from '../../model/connection-set.ts';
import type { Caveat, EnforcerIdentity, Firewalls, Tier } from '../../model/firewalls.ts';
import { MATCH_ALL } from '../../model/label-expression.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { referenceEndpoints } from '../reference/endpoints.ts';
import { parseReferenceSettings } from '../reference/settings.ts';

/** A cluster in which nobody filters: policies are stored, and every connection is possible. `why` is a clause without a full stop; `isSwitchedOff` where somebody could. */
export function lowerWithoutEffect(snapshot: Snapshot<PolicyDocument>, identity: EnforcerIdentity, why: string, isSwitchedOff = false): Firewalls {
  const code = isSwitchedOff ? 'ENFORCER_DISABLED' : 'NO_ENFORCER';
  const tier: Tier = {
    kind: 'ENFORCER', name: identity.name, reading: 'first-match',
    rules: [{ action: 'allow', own: MATCH_ALL, peers: 'any', traffic: 'any', certainty: 'certain', code, role: 'default', origin: null }],
  };
  return { enforcer: identity, ...referenceEndpoints(snapshot, parseReferenceSettings({})), tiers: { ingress: [tier], egress: [tier] }, universe: ALL, caveats: withoutEffect(snapshot, code, why) };
}

function withoutEffect({ policies }: Snapshot<PolicyDocument>, code: 'NO_ENFORCER' | 'ENFORCER_DISABLED', why: string): readonly Caveat[] {
  const stored = policies.length === 0 ? 'Policies would be stored without effect' : policies.length === 1 ? 'The one policy is stored without effect' : `All ${String(policies.length)} policies are stored without effect`;
  return [{ code, message: `${stored} and every connection is possible: ${why}.`, resources: [] }];
}
