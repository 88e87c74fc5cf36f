import type { AssessedEnforcer, EnforcementAssessment, NodeEnforcement } from '../model/enforcement.ts';
import type { Caveat, Endpoint } from '../model/firewalls.ts';

/** Whether an enforcer filters an endpoint: `closed` where a dead agent lets nothing pass. */
export type Hold = 'yes' | 'no' | 'maybe' | 'closed';

/** How one endpoint stands to an enforcer, and what that says of every answer about it. */
export interface Standing { readonly hold: Hold; readonly caveats: readonly Caveat[]; /** Present where the agent has stopped and the rules of before hold: since when. */ readonly frozenSince?: string }

const SURE: Standing = { hold: 'yes', caveats: [] };

/**
 * How each endpoint stands to an enforcer. Endpoints of one node share what they have in common, so that the lists of
 * caveats are few.
 */
export function standings({ nodes, podsNotManaged, enforcers, verdict }: EnforcementAssessment, enforcer: AssessedEnforcer, createdAt: ReadonlyMap<string, string>): (endpoint: Endpoint) => Standing {
  const byNode = new Map(nodes.filter((entry) => entry.enforcer === enforcer.name || entry.enforcer === null).map((entry) => [entry.node, standingOf(entry, enforcer)]));
  const elsewhere = commonOf([...byNode.values()], verdict, enforcer);
  const unmanaged = new Set(podsNotManaged);
  // Which of several enforcers does not look after a pod is not said.
  const alone = enforcers.filter(({ state }) => state !== 'OFF').length === 1;
  return (endpoint) => {
    if (unmanaged.has(endpoint.ref)) return { hold: alone ? 'no' : 'maybe', caveats: [unmanagedPod(endpoint, enforcer)] };
    const standing = (endpoint.node === null ? undefined : byNode.get(endpoint.node)) ?? elsewhere;
    if (isLater(createdAt.get(endpoint.ref), standing.frozenSince)) return { hold: 'maybe', caveats: [newerPod(endpoint, enforcer)] };
    return standing.hold === 'yes' && (enforcer.state === 'UNPROVEN' || enforcer.state === 'BLIND') ? { hold: 'maybe', caveats: [doubtful(enforcer)] } : standing;
  };
}

function standingOf(entry: NodeEnforcement, { name }: AssessedEnforcer): Standing {
  const { node, state } = entry;
  switch (state) {
    case 'ENFORCING': return SURE;
    case 'AGENT_NOT_READY': return underDeadAgent(entry, name);
    case 'UNKNOWN': return { hold: 'maybe', caveats: ofNode('NODE_NOT_ENFORCING', node, `Whether ${name} filters on node ${node} is unknown.`) };
    case 'NOT_SCHEDULED': case 'NOT_SUPPORTED': case 'DISABLED_BY_CONFIG': case 'NO_ENGINE':
      return { hold: 'no', caveats: ofNode('NODE_NOT_ENFORCING', node, `${name} does not run on node ${node}: nothing is filtered there.`) };
  }
}

function underDeadAgent({ node, without, since }: NodeEnforcement, name: string): Standing {
  const dead = `${name} is not ready on node ${node}`;
  switch (without) {
    case 'frozen': return { hold: 'yes', caveats: ofNode('FROZEN', node, `${dead}; what it had programmed there still holds, and later changes may not.`), ...(since !== null && { frozenSince: since }) };
    case 'closed': return { hold: 'closed', caveats: ofNode('FROZEN', node, `${dead}, and lets nothing pass there.`) };
    case 'open': return { hold: 'no', caveats: ofNode('NODE_NOT_ENFORCING', node, `${dead}: nothing is filtered there.`) };
    case null: return { hold: 'maybe', caveats: ofNode('NODE_NOT_ENFORCING', node, `${dead}, and whether anything is filtered there is unknown.`) };
  }
}

const ofNode = (code: 'NODE_NOT_ENFORCING' | 'FROZEN', node: string, message: string): readonly Caveat[] => [{ code, message, resources: [{ group: '', kind: 'Node', namespace: '', name: node }] }];

/** What holds for a pod that is on no node yet, or on one that is not in the input. */
function commonOf(known: readonly Standing[], verdict: EnforcementAssessment['verdict'], { name }: AssessedEnforcer): Standing {
  const [first] = known;
  if (first === undefined ? verdict === 'YES' : known.every(({ hold }) => hold === 'yes')) return SURE;
  const hold = first !== undefined && known.every((one) => one.hold === first.hold) ? first.hold : first === undefined && verdict === 'NO' ? 'no' : 'maybe';
  const message = hold === 'no' ? `${name} filters on no node.` : `${name} does not filter on every node, and on which one this pod runs is not known.`;
  return { hold, caveats: [{ code: 'NODE_NOT_ENFORCING', message, resources: [] }] };
}

/** Whether something was there only after an agent had stopped; times of the API are texts of one form. */
export const isLater = (createdAt: string | undefined, since: string | undefined): boolean => createdAt !== undefined && since !== undefined && createdAt > since;

const newerPod = ({ ref, namespace, name, node }: Endpoint, enforcer: AssessedEnforcer): Caveat => ({
  code: 'FROZEN', message: `${ref} is newer than the failure of ${enforcer.name} on node ${node ?? ''}, so that what is filtered there is unknown.`, resources: [{ group: '', kind: 'Pod', namespace, name }],
});

const unmanagedPod = ({ ref, namespace, name }: Endpoint, enforcer: AssessedEnforcer): Caveat => ({
  code: 'UNMANAGED_POD', message: `${ref} is not under ${enforcer.name}, though that runs on its node.`, resources: [{ group: '', kind: 'Pod', namespace, name }],
});

const doubtful = ({ name, state }: AssessedEnforcer): Caveat => ({
  code: 'ENFORCEMENT_UNKNOWN', resources: [],
  message: state === 'BLIND' ? `${name} runs and perhaps sees none of the pods, so that nothing may be filtered.` : `${name} may be switched off: the input does not show whether it filters.`,
});
