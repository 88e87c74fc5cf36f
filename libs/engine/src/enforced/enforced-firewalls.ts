import { isEnforcer, knownSettings, lowerAs, profileAs } from '../enforcers/registry.ts';
import { lowerWithoutEffect } from '../enforcers/profile/without-effect.ts';
import type { AssessedEnforcer, EnforcementAssessment } from '../model/enforcement.ts';
import type { Firewalls } from '../model/firewalls.ts';
import type { PolicyDocument } from '../policies/document.ts';
import type { Snapshot } from '../resources/snapshot.ts';
import { withNewerPolicies } from './frozen-rules.ts';
import { held } from './held.ts';
import { layered } from './layers.ts';
import { standings } from './standing.ts';

/**
 * What a cluster does with its policies, as far as it can be recognised: each enforcer in front of the pods that it
 * filters, one behind the other where there are several. `settings` go before those that the cluster shows. Null where
 * nothing is known of who enforces.
 *
 * @throws {QuestionError} VALIDATION_FAILED where a setting does not exist
 */
export function enforcedFirewalls(snapshot: Snapshot<PolicyDocument>, assessment: EnforcementAssessment, settings: Readonly<Record<string, string>> = {}): Firewalls | null {
  const live = recognisedEnforcers(assessment);
  if (live === null) return null;
  const createdAt = assessment.nodes.some(({ since }) => since !== null) ? podTimes(snapshot) : new Map<string, string>();
  const [first, ...others] = live.map((enforcer) => {
    const firewalls = lowerAs(snapshot, enforcer, { ...enforcer.settings, ...settings });
    return withNewerPolicies(held(firewalls, enforcer.name, standings(assessment, enforcer, createdAt), { isShared: live.length > 1, isFarEndJudged: profileAs(enforcer, enforcer.settings)?.judgesFarEnd === true }), enforcer.name, snapshot.policies);
  });
  if (first !== undefined) return layered([first, ...others]);
  return assessment.verdict === 'NO' ? withoutEffect(snapshot, assessment) : null;
}

/** When each pod was created, by reference. */
const podTimes = ({ pods }: Snapshot<PolicyDocument>): ReadonlyMap<string, string> => new Map(pods.flatMap((pod) => (pod.createdAt === null ? [] : [[`pod:${pod.namespace}/${pod.name}`, pod.createdAt] as const])));

/** Those that may filter, in a release and under settings that their lowering knows; null where one of them cannot be lowered. */
export function recognisedEnforcers({ enforcers }: EnforcementAssessment): readonly AssessedEnforcer[] | null {
  const live = enforcers.filter(({ state }) => state !== 'OFF');
  if (!live.every(({ name }) => isEnforcer(name))) return null;
  // Of a release that cannot be read the newest one that is modelled stands for it.
  return live.map((enforcer) => ({ ...enforcer, version: /^v?\d+(?:\.\d+)+/.test(enforcer.version ?? '') ? enforcer.version : null, settings: knownSettings(enforcer.name, enforcer.settings) }));
}

function withoutEffect(snapshot: Snapshot<PolicyDocument>, { networking, enforcers }: EnforcementAssessment): Firewalls {
  const [off] = enforcers;
  const identity = { name: off?.name ?? networking.plugin, version: off?.version ?? networking.version, settings: {} };
  return lowerWithoutEffect(snapshot, identity, off === undefined ? reasonOf(networking.plugin) : offReason(off), off !== undefined);
}

const offReason = ({ name, offReason: reason }: AssessedEnforcer): string => `${name} is switched off${reason === null ? '' : `, ${reason}`}`;

const reasonOf = (plugin: string): string => (plugin === 'flannel' ? 'Flannel does not enforce NetworkPolicy' : plugin === 'unknown' || plugin === 'none' ? 'nothing in the cluster enforces NetworkPolicy' : `${plugin} wires the pods and enforces no NetworkPolicy`);
