import type { FamilyMask } from '../../model/connection-set.ts';
import { NAMESPACE_KEY } from '../../model/effective-labels.ts';
import type { Caveat, Direction, RuleAction } from '../../model/firewalls.ts';
import { allOf, type LabelExpression } from '../../model/label-expression.ts';
import type { CalicoPolicyManifest, CalicoPolicySpec, CalicoRule } from '../../policies/calico/manifest.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { BackendPolicy, BackendRule, Hook } from './backend.ts';
import { sideOf, type EntityWorld } from './entities.ts';
import { ACCOUNT_KEY } from './label-keys.ts';
import { tiedBy } from './order.ts';
import { connectionsOf, versionOf } from './protocols.ts';
import type { CalicoRelease } from './release.ts';
import { selectorIn } from './selector-text.ts';
import { expressionOf, NAMESPACED, type Words } from './selectors.ts';
import { tierNameOf } from './tiers.ts';

/** A policy of Calico's own kinds; a staged one is read as if it had been promoted. */
export function calicoPolicy(document: PolicyDocument, manifest: CalicoPolicyManifest, release: CalicoRelease, world: EntityWorld): BackendPolicy {
  const { spec, isGlobal, storedName, directions } = manifest;
  const namespace = isGlobal ? null : document.namespace;
  const tier = tierNameOf(spec.tier, release);
  return {
    document, tier, order: spec.order ?? Infinity, hook: hookOf(spec, isGlobal),
    ...tiedBy({ name: storedName, namespace: namespace ?? '', kind: isGlobal ? 'GlobalNetworkPolicy' : 'NetworkPolicy', prefix: `${tier}.` }, release),
    subject: subjectOf(manifest, namespace, world),
    rules: Object.fromEntries(directions.map((direction) => [direction, (spec[direction] ?? []).flatMap((rule, index) => ruleOf(rule, index, direction, namespace, world) ?? [])] as const)),
  };
}

/** Only global policies stand in front of hosts. */
function hookOf({ doNotTrack, preDNAT, applyOnForward }: CalicoPolicySpec, isGlobal: boolean): Hook {
  if (!isGlobal) return 'normal';
  if (doNotTrack) return 'untracked';
  return preDNAT ? 'pre-dnat' : applyOnForward ? 'forward' : 'normal';
}

const WITH_ACCOUNT: LabelExpression = { op: 'exists', key: ACCOUNT_KEY };

/**
 * Who is behind the policy. A selector of namespaces, and then one of accounts, makes every `all()` that is written by
 * then mean "has a namespace" or "has an account", in the policy's own selector too. Terms that cannot be read are left out.
 */
function subjectOf({ spec, isGlobal, leftOut }: CalicoPolicyManifest, namespace: string | null, { derived }: EntityWorld): LabelExpression {
  const counts = (field: 'namespaceSelector' | 'serviceAccountSelector'): string | null => (leftOut.includes(`/spec/${field}`) ? null : spec[field] || null);
  const byNamespace = isGlobal ? counts('namespaceSelector') : null; const byAccount = counts('serviceAccountSelector');
  const words: Words = !isGlobal ? {} : byNamespace !== null ? { all: NAMESPACED } : byAccount !== null ? { all: WITH_ACCOUNT } : {};
  return allOf(
    spec.selector ? expressionOf(selectorIn(spec.selector), derived, '', words) : { op: 'all' },
    byNamespace === null ? { op: 'all' } : expressionOf(selectorIn(byNamespace), derived, 'pcns.', { all: NAMESPACED }),
    byAccount === null ? { op: 'all' } : expressionOf(selectorIn(byAccount), derived, 'pcsa.', isGlobal ? { all: WITH_ACCOUNT } : {}),
    namespace === null ? { op: 'all' } : { op: 'in', key: NAMESPACE_KEY, values: [namespace] },
  );
}

/** A rule without an action is one that allows. */
const ACTIONS: Readonly<Record<string, RuleAction>> = { '': 'allow', allow: 'allow', deny: 'deny', pass: 'pass' };

const NOT_FILTERED: Caveat = {
  code: 'L7_FILTERED', resources: [], message: 'The rule that allows the connection names HTTP requests; packets pass without a look at them, and only a proxy of application layer policy would filter.',
};

/** Null for a rule that decides nothing: it logs. */
function ruleOf(rule: CalicoRule, index: number, direction: Direction, namespace: string | null, world: EntityWorld): BackendRule | null {
  const action = ACTIONS[(rule.action ?? '').toLowerCase()];
  if (action === undefined) return null;
  const source = sideOf(rule.source, namespace, world); const destination = sideOf(rule.destination, namespace, world);
  return {
    kind: 'sides', action, index, pointer: `/spec/${direction}/${String(index)}`, name: null, condition: rule.http && action === 'allow' ? NOT_FILTERED : null,
    families: (versionOf(rule) & source.families & destination.families) as FamilyMask, connections: connectionsOf(rule), source: source.side, destination: destination.side,
  };
}
