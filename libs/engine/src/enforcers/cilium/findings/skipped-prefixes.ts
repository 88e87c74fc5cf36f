import { parseCidr } from '../../../model/address.ts';
import type { Finding } from '../../../model/diagnostic.ts';
import type { Endpoint } from '../../../model/firewalls.ts';
import { objectText } from '../../../model/location.ts';
import type { CiliumCidrRule } from '../../../policies/cilium/manifest.ts';
import type { PolicyDocument } from '../../../policies/document.ts';
import { placedSpecs } from './placed-selectors.ts';
import { reported } from './report.ts';
import type { FindingScene } from './scene.ts';

interface PlacedPrefix { readonly cidr: string; readonly pointer: string }

/** Prefixes that hold addresses of pods or nodes, which they do not match here. Those of a whole family are meant for the world. */
export function skippedPrefixes({ snapshot, settings, firewalls }: FindingScene): readonly Finding[] {
  const lines = addressLines([...firewalls.endpoints].filter(({ isHost }) => (isHost ? !settings.matchesNodesByCidr : !settings.matchesPodsByCidr)));
  return snapshot.policies.flatMap((policy) => placedPrefixes(policy).flatMap(({ cidr, pointer }): readonly Finding[] => {
    const hit = cidr.endsWith('/0') ? undefined : firstInside(cidr, lines);
    if (hit === undefined) return [];
    return [reported({
      code: 'CILIUM_PREFIX_SKIPS_CLUSTER', severity: 'medium', policy, manifest: policy.manifest, pointer,
      message: `${objectText(policy)}: ${cidr} holds addresses of the cluster, such as that of ${hit.ref}; under Cilium a prefix matches what is outside it only, unless policy-cidr-match-mode says otherwise.`,
    })];
  }));
}

type Line = readonly { readonly value: bigint; readonly ref: string }[];

/** The addresses of both families in order, so that a prefix costs no more than a look-up. */
function addressLines(endpoints: readonly Endpoint[]): Readonly<Record<4 | 6, Line>> {
  const all = endpoints.flatMap(({ ref, addresses }) => addresses.map(({ family, value }) => ({ family, value: BigInt(value), ref })));
  const line = (family: 4 | 6): Line => all.filter((one) => one.family === family).sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  return { 4: line(4), 6: line(6) };
}

function firstInside(cidr: string, lines: Readonly<Record<4 | 6, Line>>): Line[number] | undefined {
  const range = parseCidr(cidr);
  if (range === undefined) return undefined;
  const line = lines[range.family];
  let low = 0; let high = line.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((line[middle]?.value ?? 0n) < BigInt(range.first)) low = middle + 1; else high = middle;
  }
  const found = line[low];
  return found !== undefined && found.value <= BigInt(range.last) ? found : undefined;
}

function placedPrefixes(policy: PolicyDocument): readonly PlacedPrefix[] {
  if (policy.api === 'network-policy' && policy.manifest !== null) {
    const { ingress, egress } = policy.manifest.spec;
    return [
      ...(ingress ?? []).flatMap(({ from }, index) => (from ?? []).flatMap(({ ipBlock }, k) => (ipBlock ? [{ cidr: ipBlock.cidr, pointer: `/spec/ingress/${String(index)}/from/${String(k)}/ipBlock` }] : []))),
      ...(egress ?? []).flatMap(({ to }, index) => (to ?? []).flatMap(({ ipBlock }, k) => (ipBlock ? [{ cidr: ipBlock.cidr, pointer: `/spec/egress/${String(index)}/to/${String(k)}/ipBlock` }] : []))),
    ];
  }
  return placedSpecs(policy).flatMap(({ spec, pointer }) => (['ingress', 'ingressDeny', 'egress', 'egressDeny'] as const).flatMap((section) => ((spec[section] ?? []) as readonly Readonly<Record<string, unknown>>[]).flatMap((element, index) => ['from', 'to'].flatMap((way) => {
    const at = `${pointer}/${section}/${String(index)}/${way}`;
    return [
      ...((element[`${way}CIDR`] ?? []) as readonly string[]).map((cidr, k) => ({ cidr, pointer: `${at}CIDR/${String(k)}` })),
      ...((element[`${way}CIDRSet`] ?? []) as readonly CiliumCidrRule[]).flatMap(({ cidr }, k) => (cidr ? [{ cidr, pointer: `${at}CIDRSet/${String(k)}` }] : [])),
    ];
  }))));
}
