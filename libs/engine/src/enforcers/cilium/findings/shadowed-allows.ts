import { ALL_ADDRESSES, isNoAddress, NO_ADDRESSES, subtractAddresses, uniteAddresses, type AddressSet } from '../../../model/address.ts';
import { isEmptySet, subtract } from '../../../model/connection-set.ts';
import type { Finding } from '../../../model/diagnostic.ts';
import type { Rule } from '../../../model/firewalls.ts';
import { matchesLabels } from '../../../model/label-expression.ts';
import { identityKey, objectText } from '../../../model/location.ts';
import { areApart } from '../requirements.ts';
import { fixedOf } from './cancelled-filters.ts';
import { isInFrontOf, isPeerOf, type FindingScene } from './scene.ts';
import { reported } from './report.ts';

/** Allows of which one deny leaves nothing, for all pods and peers that are there. */
export function shadowedAllows(scene: FindingScene): readonly Finding[] {
  const rules = scene.rules.filter(({ rule }) => rule.role === 'rule' && rule.origin !== null && rule.certainty === 'certain');
  const denies = rules.filter(({ rule }) => rule.action === 'deny' && isOfOwnTier(rule));
  return rules.filter(({ rule }) => rule.action === 'allow' && isOfOwnTier(rule) && rule.note === undefined).flatMap(({ direction, rule }): readonly Finding[] => {
    const deny = denies.find((other) => other.direction === direction && scene.budget.left > 0 && doesCover(other.rule, rule, scene));
    if (deny === undefined || rule.origin === null || deny.rule.origin === null) return [];
    const { origin } = rule; const manifest = scene.snapshot.policies.find((policy) => identityKey(policy) === identityKey(origin))?.manifest;
    return [reported({
      code: 'CILIUM_ALLOW_SHADOWED', severity: 'medium', policy: origin, manifest, pointer: origin.pointer, about: identityKey(deny.rule.origin),
      message: `${objectText(origin)}: ${objectText(deny.rule.origin)} denies at ${deny.rule.origin.pointer} all that the rule allows, and a deny wins.`,
    })];
  });
}

/** Rules with a priority decide in order, and a deny does not win by itself. */
const isOfOwnTier = ({ origin }: Rule): boolean => origin?.kind !== 'ClusterNetworkPolicy';

/** The cheap tests come first: most pairs differ in ports or in addresses. */
function doesCover(deny: Rule, allow: Rule, scene: FindingScene): boolean {
  if (areApart(deny.own, allow.own) || !coversTraffic(deny, allow) || !coversPeers(deny, allow, scene)) return false;
  const subjects = scene.likes.filter((like) => isInFrontOf(allow, like, scene));
  return subjects.length > 0 && subjects.every((like) => isInFrontOf(deny, like, scene));
}

function coversTraffic(deny: Rule, allow: Rule): boolean {
  if (deny.traffic === 'any') return true;
  return allow.traffic !== 'any' && !allow.traffic.some(({ kind }) => kind === 'named') && isEmptySet(subtract(fixedOf(allow), fixedOf(deny)));
}

function coversPeers(deny: Rule, allow: Rule, scene: FindingScene): boolean {
  if (deny.peers === 'any') return true;
  const outside = outsideOf(allow);
  if (allow.peers === 'any' || !isNoAddress(subtractAddresses(outside, outsideOf(deny)))) return false;
  let isSomebody = !isNoAddress(outside);
  for (const like of scene.likes) {
    if (!isPeerOf(allow, like, scene)) continue;
    if (!isPeerOf(deny, like, scene)) return false;
    isSomebody = true;
  }
  return isSomebody;
}

/** The addresses outside the cluster that a rule means. */
function outsideOf({ peers }: Rule): AddressSet {
  if (peers === 'any') return ALL_ADDRESSES;
  return uniteAddresses(NO_ADDRESSES, ...peers.flatMap(({ inside, labels, host }): readonly AddressSet[] => (host !== undefined || (labels !== undefined && !matchesLabels(labels, {})) ? [] : [inside ?? ALL_ADDRESSES])));
}
