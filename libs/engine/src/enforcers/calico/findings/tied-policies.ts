import type { Finding } from '../../../model/diagnostic.ts';
import type { Direction } from '../../../model/firewalls.ts';
import { objectText } from '../../../model/location.ts';
import { reported } from '../../../model/reported.ts';
import type { BackendPolicy } from '../backend.ts';
import { breaksTiesByName } from '../release.ts';
import { podsNear, satisfies, type FindingScene } from './scene.ts';

const DIRECTIONS = ['ingress', 'egress'] as const;

const doesAllow = (policy: BackendPolicy, direction: Direction): boolean => policy.rules[direction]?.some(({ action }) => action === 'allow') === true;
const doesEnd = (policy: BackendPolicy, direction: Direction): boolean => policy.rules[direction]?.some(({ action }) => action !== 'allow') === true;

/** Whether the order of the two can change an answer: only one that denies or passes on can take from the other. */
const canDisagree = (a: BackendPolicy, b: BackendPolicy): boolean => DIRECTIONS.some((direction) => (doesAllow(a, direction) && doesEnd(b, direction)) || (doesEnd(a, direction) && doesAllow(b, direction)));

/** Policies of equal order in one tier that select a pod in common and disagree: their names decide. */
export function tiedPolicies(scene: FindingScene): readonly Finding[] {
  const { policies, world: { release } } = scene;
  const before = new Map<string, { readonly all: BackendPolicy[]; readonly ending: BackendPolicy[] }>();
  return policies.flatMap((policy) => {
    const { document, tier, order, subject } = policy;
    const key = `${String(order)} ${tier}`;
    const known = before.get(key) ?? { all: [], ending: [] };
    const doesPolicyEnd = DIRECTIONS.some((direction) => doesEnd(policy, direction));
    const rival = (doesPolicyEnd ? known.all : known.ending).find((each) => canDisagree(each, policy) && podsNear(scene, document).some((labels) => satisfies(labels, subject, scene) && satisfies(labels, each.subject, scene)));
    known.all.push(policy);
    if (doesPolicyEnd) known.ending.push(policy);
    before.set(key, known);
    return rival === undefined || document.manifest === null ? [] : [reported({
      code: 'CALICO_ORDER_TIED', severity: 'low', policy: document, manifest: document.manifest, pointer: '/spec/order', about: objectText(rival.document),
      message: `${objectText(document)} and ${objectText(rival.document)} have one order in tier ${tier} and disagree about pods of both: ${objectText(rival.document)} goes first, by ${breaksTiesByName(release) ? 'the name' : 'the namespace and name'} that it is stored under.`,
    })];
  });
}
