import type { ExplanationCode } from './model/explanation-code.ts';
import type { Caveat, Departure, Firewalls } from './model/firewalls.ts';
import { groupedBy } from './model/grouped-by.ts';
import { identityKey } from './model/location.ts';
import type { PointAnswer } from './model/point-answer.ts';
import type { Leg, Step } from './model/trace.ts';
import type { DifferenceCode } from './model/verdict.ts';

/** What a caveat of an end, or the code of a step, says about why the cluster does otherwise. */
const OF_CODE: Readonly<Partial<Record<ExplanationCode, DifferenceCode>>> = {
  NO_ENFORCER: 'NO_ENFORCER', ENFORCER_DISABLED: 'ENFORCER_DISABLED', OWN_NODE_ALLOWED: 'HOST_EXCEPTION', STRICT_DEFAULT_DENY: 'STRICT_DEFAULT_DENY', ALWAYS_ALLOWED: 'FIELD_NOT_HONOURED',
  AGENT_CRASHED: 'POLICY_REJECTED',
};
const OF_END: readonly (ExplanationCode & DifferenceCode)[] = ['NODE_NOT_ENFORCING', 'UNMANAGED_POD', 'FROZEN'];

/**
 * Why what policies say and what the cluster does differ, from the witnesses of both answers; empty where they agree,
 * where the policies leave the answer open, and where a policy decides that the upstream text does not know.
 */
export function differencesOf(said: PointAnswer, done: PointAnswer, firewalls: Firewalls): readonly DifferenceCode[] {
  const { verdict } = done.reachability;
  if (verdict === said.reachability.verdict || said.reachability.verdict === 'UNKNOWN') return [];
  const ofEnds = ofTheEnds(done);
  if (verdict === 'UNKNOWN') return ofEnds;
  const legs = (['egress', 'ingress'] as const).flatMap((direction) => legPair(said, done, direction));
  const codes = [...ofEnds, ...legs.flatMap(({ before, after }) => codesOfLeg(before, after, firewalls))];
  if (codes.length > 0) return [...new Set(codes)];
  return legs.some(({ after }) => after.decidedBy.some(isOfOwnKind)) ? [] : ['FIELD_NOT_HONOURED'];
}

/** In words: the policies on the way that are read otherwise. */
export function readOtherwise(said: PointAnswer | null, done: PointAnswer, { departures = [] }: Firewalls): readonly Caveat[] {
  const policies = new Set([said, done].flatMap((answer) => (answer?.witness ? [answer.witness.trace.egress, answer.witness.trace.ingress] : [])).flatMap(policiesOf));
  return departuresOf(departures, policies).map(({ message, policy }) => ({ code: 'FIELD_NOT_HONOURED', message, resources: [policy] }));
}

const byPolicy = new WeakMap<readonly Departure[], ReadonlyMap<string, readonly Departure[]>>();

/** Those of some policies, by an index that is made once: there may be as many as policies, and one question after the other. */
function departuresOf(departures: readonly Departure[], policies: ReadonlySet<string>): readonly Departure[] {
  let index = byPolicy.get(departures);
  if (index === undefined) {
    index = groupedBy(departures, ({ policy }) => identityKey(policy));
    byPolicy.set(departures, index);
  }
  return [...policies].flatMap((policy) => index.get(policy) ?? []);
}

const policiesOf = ({ steps }: Leg): readonly string[] => steps.flatMap(({ origin }) => (origin === null ? [] : [identityKey(origin)]));

interface LegPair { readonly before: Leg; readonly after: Leg }

/** The two walks of one side, where both answers have a witness. */
function legPair(said: PointAnswer, done: PointAnswer, direction: 'egress' | 'ingress'): readonly LegPair[] {
  const before = said.witness?.trace[direction]; const after = done.witness?.trace[direction];
  return before === undefined || after === undefined ? [] : [{ before, after }];
}

/** What is said of an end only counts where nothing governs that end any more, or perhaps. */
function ofTheEnds({ reachability: { caveats, verdict }, witness }: PointAnswer): readonly DifferenceCode[] {
  const isOpen = verdict === 'UNKNOWN' || [witness?.trace.egress, witness?.trace.ingress].some((leg) => leg?.decidedBy.some(({ code }) => code === 'NOT_GOVERNED' || code === 'DEFAULT_ALLOW') === true);
  // A node with the rules of before answers as it did: only what came later is open there.
  return isOpen ? OF_END.filter((code) => caveats.some((caveat) => caveat.code === code) && (code !== 'FROZEN' || verdict === 'UNKNOWN')) : [];
}

function codesOfLeg(before: Leg, after: Leg, { departures = [], enforcer }: Firewalls): readonly DifferenceCode[] {
  if (before.verdict === after.verdict && after.verdict !== 'PARTIAL') return [];
  const policies = new Set([before, after].flatMap(policiesOf));
  return [
    ...after.decidedBy.flatMap(({ code, differs }) => differs ?? OF_CODE[code] ?? []),
    ...departuresOf(departures, policies).map(({ code }) => code),
    ...(before.decidedBy.some(isAdmin) && !after.steps.some(isAdmin) ? ['KIND_NOT_ENFORCED' as const] : []),
    ...(after.verdict === 'DENIED' ? ofADenial(before, after, enforcer.name, departures.length === 0) : []),
  ];
}

/** What admitted a connection that the cluster denies, and who denies it. */
function ofADenial(before: Leg, after: Leg, enforcers: string, isUntold: boolean): readonly DifferenceCode[] {
  const codes: DifferenceCode[] = [];
  if (before.decidedBy.some(({ code }) => code === 'OWN_NODE_ALLOWED')) codes.push('HOST_EXCEPTION');
  if (isUntold && before.decidedBy.some((step) => step.isByAddress && step.outcome === 'ADMITS')) codes.push('IP_BLOCK_EXCLUDES_PODS');
  if (after.decidedBy.some(({ tierName, action }) => action === 'deny' && isOneOfSeveral(enforcers, tierName))) codes.push('SECOND_ENFORCER');
  return codes;
}

/** Whether a tier is all of one enforcer that has another behind it. */
const isOneOfSeveral = (enforcers: string, tierName: string): boolean => enforcers.includes('+') && enforcers.split('+').includes(tierName);

const isAdmin = ({ tier, origin }: Step): boolean => origin !== null && (tier === 'ADMIN' || tier === 'BASELINE');
/** Whether a policy decided that the upstream text does not know. */
const isOfOwnKind = ({ origin }: Step): boolean => origin !== null && !origin.group.endsWith('k8s.io');
