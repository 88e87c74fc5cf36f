import { canonicalJson } from '../../../model/canonical-json.ts';
import type { PeerCondition, Rule } from '../../../model/firewalls.ts';
import type { LabelSelector } from '../../../model/manifest/label-selector.ts';
import type { NetworkPolicyManifest, NetworkPolicyPeer } from '../../../policies/network-policy/manifest.ts';
import type { Deviation } from '../deviation.ts';
import { peersAt, peersOf } from '../uses.ts';

/**
 * Sets of addresses are named after their selectors, glued together: `{namespaceSelector: S}` and the same beside an
 * empty `podSelector` get one name, and the second of them cannot be made or holds what the first does.
 */
export const setNameCollision: Deviation = {
  code: 'FIELD_NOT_HONOURED', says: 'has a peer whose set of addresses gets the name of another one',
  meets: (manifest, all) => { const colliding = collidingNames(all); return peersOf(manifest).some((peer) => colliding.has(nameOf(peer) ?? '')); },
  rules: (rules, { manifest }, direction, all) => {
    const colliding = collidingNames(all);
    return rules.flatMap((rule): readonly Rule[] => {
      if (rule.peers === 'any') return [rule];
      const peers = peersAt(manifest, direction, rule.origin?.rule ?? -1);
      const isUnsure = ({ element }: PeerCondition): boolean => colliding.has(nameOf(peers[element ?? -1] ?? {}) ?? '');
      const unsure = rule.peers.filter(isUnsure);
      if (unsure.length === 0) return [rule];
      const sure = rule.peers.filter((condition) => !isUnsure(condition));
      return [...(sure.length > 0 ? [{ ...rule, peers: sure }] : []), { ...rule, peers: unsure, certainty: 'uncertain', code: 'FIELD_NOT_HONOURED' }];
    });
  },
};

const text = (selector: LabelSelector | null | undefined): string => {
  const given = Object.entries(selector ?? {}).filter(([, value]) => value !== null && Object.keys(value as object).length > 0);
  return given.length === 0 ? '' : canonicalJson(Object.fromEntries(given));
};

/** Null for a peer without a set that spans namespaces. */
const nameOf = ({ podSelector, namespaceSelector }: NetworkPolicyPeer): string | null => (namespaceSelector ? `set ${text(namespaceSelector)}${text(podSelector)}` : null);

const known = new WeakMap<readonly NetworkPolicyManifest[], ReadonlySet<string>>();

/** Worked out once for a list of policies: every policy of it is held against the same names. */
function collidingNames(all: readonly NetworkPolicyManifest[]): ReadonlySet<string> {
  let names = known.get(all);
  if (names === undefined) {
    names = findCollisions(all);
    known.set(all, names);
  }
  return names;
}

function findCollisions(all: readonly NetworkPolicyManifest[]): ReadonlySet<string> {
  const shapes = new Map<string, Set<string>>();
  for (const peer of all.flatMap(peersOf)) {
    const name = nameOf(peer);
    if (name === null) continue;
    const shape = `${text(peer.namespaceSelector)}|${peer.podSelector ? text(peer.podSelector) : 'none'}`;
    shapes.set(name, (shapes.get(name) ?? new Set()).add(shape));
  }
  return new Set([...shapes].flatMap(([name, found]) => (found.size > 1 ? [name] : [])));
}
