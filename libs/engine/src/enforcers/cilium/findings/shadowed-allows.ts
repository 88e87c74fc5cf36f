import { ALL_ADDRESSES, isNoAddress, NO_ADDRESSES, subtractAddresses, uniteAddresses, type AddressSet } from '../../../model/address.ts';
import { isEmptySet, subtract } from '../../../model/connection-set.ts';
import type { Finding } from '../../../model/diagnostic.ts';
import type { Rule } from '../../../model/firewalls.ts';
import { matchesLabels } from '../../../model/label-expression.ts';
import { identityKey, objectText } from '../../../model/location.ts';
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

function doesCover(deny: Rule, allow: Rule, scene: FindingScene): boolean {
  if (deny.traffic !== 'any' && (allow.traffic === 'any' || allow.traffic.some(({ kind }) => kind === 'named') || !isEmptySet(subtract(fixedOf(allow), fixedOf(deny))))) return false;
  const subjects = scene.likes.filter((like) => isInFrontOf(allow, like, scene));
  if (subjects.length === 0 || !subjects.every((like) => isInFrontOf(deny, like, scene))) return false;
  if (deny.peers === 'any') return true;
  if (allow.peers === 'any' || !isNoAddress(subtractAddresses(outsideOf(allow), outsideOf(deny)))) return false;
  const peers = scene.likes.filter((like) => isPeerOf(allow, like, scene));
  return (peers.length > 0 || !isNoAddress(outsideOf(allow))) && peers.every((like) => isPeerOf(deny, like, scene));
}

/** The addresses outside the cluster that a rule means. */
function outsideOf({ peers }: Rule): AddressSet {
  if (peers === 'any') return ALL_ADDRESSES;
  return uniteAddresses(NO_ADDRESSES, ...peers.flatMap(({ inside, labels, host }): readonly AddressSet[] => (host !== undefined || (labels !== undefined && !matchesLabels(labels, {})) ? [] : [inside ?? ALL_ADDRESSES])));
}
