import type { RawPeer } from './check-rule.ts';
import type { RawSpec } from './check-spec.ts';

function canonicalPeer(peer: RawPeer, pointer: string, canonical: ReadonlyMap<string, string>): RawPeer {
  if (!peer.ipBlock) return peer;
  const { cidr, except } = peer.ipBlock;
  return {
    ...peer,
    ipBlock: {
      ...peer.ipBlock, ...(cidr ? { cidr: canonical.get(`${pointer}/ipBlock/cidr`) ?? cidr } : {}),
      ...(except ? { except: except.map((text, index) => canonical.get(`${pointer}/ipBlock/except/${String(index)}`) ?? text) } : {}),
    },
  };
}

/** The spec with the prefixes at the given pointers in their canonical spelling. */
export function withCanonicalCidrs(spec: RawSpec, canonical: ReadonlyMap<string, string>): RawSpec {
  if (canonical.size === 0) return spec;
  const peersOf = (peers: readonly RawPeer[], pointer: string): readonly RawPeer[] => peers.map((peer, index) => canonicalPeer(peer, `${pointer}/${String(index)}`, canonical));
  return {
    ...spec,
    ...(spec.ingress ? { ingress: spec.ingress.map((rule, index) => (rule.from ? { ...rule, from: peersOf(rule.from, `/spec/ingress/${String(index)}/from`) } : rule)) } : {}),
    ...(spec.egress ? { egress: spec.egress.map((rule, index) => (rule.to ? { ...rule, to: peersOf(rule.to, `/spec/egress/${String(index)}/to`) } : rule)) } : {}),
  };
}
