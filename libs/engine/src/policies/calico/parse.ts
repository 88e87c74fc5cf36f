import { parseAddress, parseCidr } from '../../model/address.ts';
import { parsePolicy, type ParsedPolicy, type PolicyApi, type PolicyInput } from '../../model/manifest/parse-policy.ts';
import type { Shape } from '../../model/shape.ts';
import { directionsOf } from './directions.ts';
import { headOf } from './head.ts';
import type { CalicoHostEndpointManifest, CalicoNetworkSetManifest, CalicoPolicyManifest, CalicoPolicySpec, CalicoStagedKubernetesManifest, CalicoTierManifest } from './manifest.ts';
import type { CalicoProblem } from './problem.ts';
import { CALICO_SHAPES } from './shape.ts';

const SERVED: Readonly<Record<string, string>> = { 'projectcalico.org': 'projectcalico.org/v3', 'crd.projectcalico.org': 'crd.projectcalico.org/v1' };

type Check<Manifest> = PolicyApi<Manifest, CalicoProblem>['check'];

const parse = <Manifest>(input: PolicyInput, shape: Shape, check: Check<Manifest>): ParsedPolicy<Manifest> =>
  parsePolicy(input, { prefix: 'CALICO_POLICY_', served: SERVED[input.identity.group] ?? '', gone: {}, shape, effectOfPruning: () => '', check });

const specOf = (json: Readonly<Record<string, unknown>>): object => json['spec'] ?? {};

/** What Felix makes of a policy of Calico's own, staged ones included. */
export function parseCalicoPolicy(input: PolicyInput): ParsedPolicy<CalicoPolicyManifest> {
  const kind = input.identity.kind as CalicoPolicyManifest['kind'];
  return parse(input, CALICO_SHAPES[kind], (json, identity): CalicoPolicyManifest => {
    const spec = specOf(json) as CalicoPolicySpec;
    const head = headOf(identity, json['metadata'], spec.tier ?? null);
    return { ...head, kind, isStaged: kind.startsWith('Staged'), isGlobal: kind.endsWith('GlobalNetworkPolicy'), spec, directions: directionsOf(spec, head.isStored), leftOut: [] };
  });
}

/** What Calico makes of a NetworkPolicy of Kubernetes that is only tried out. */
export const parseCalicoStagedKubernetes = (input: PolicyInput): ParsedPolicy<CalicoStagedKubernetesManifest> =>
  parse(input, CALICO_SHAPES.StagedKubernetesNetworkPolicy, (json, identity) => ({ ...headOf(identity, json['metadata'], null), spec: specOf(json) }));

export const parseCalicoTier = (input: PolicyInput): ParsedPolicy<CalicoTierManifest> => parse(input, CALICO_SHAPES.Tier, (json, identity) => {
  const { order, defaultAction } = specOf(json) as { readonly order?: number | null; readonly defaultAction?: string | null };
  return { ...headOf(identity, json['metadata']), order: order ?? null, defaultAction: defaultAction || null };
});

export const parseCalicoNetworkSet = (input: PolicyInput): ParsedPolicy<CalicoNetworkSetManifest> => parse(input, CALICO_SHAPES.NetworkSet, (json, identity) => {
  const { nets } = specOf(json) as { readonly nets?: readonly string[] | null };
  return { ...headOf(identity, json['metadata']), isGlobal: identity.kind === 'GlobalNetworkSet', nets: (nets ?? []).filter((net) => parseCidr(net) !== undefined || parseAddress(net) !== undefined) };
});

interface HostEndpointSpec {
  readonly node?: string | null; readonly interfaceName?: string | null; readonly expectedIPs?: readonly string[] | null; readonly profiles?: readonly string[] | null;
  readonly ports?: readonly { readonly name?: string | null; readonly protocol?: number | string | null; readonly port?: number | null }[] | null;
}

export const parseCalicoHostEndpoint = (input: PolicyInput): ParsedPolicy<CalicoHostEndpointManifest> => parse(input, CALICO_SHAPES.HostEndpoint, (json, identity) => {
  const { node, interfaceName, expectedIPs, profiles, ports } = specOf(json) as HostEndpointSpec;
  return {
    ...headOf(identity, json['metadata']), node: node || null, interfaceName: interfaceName || null, expectedIPs: (expectedIPs ?? []).filter((text) => parseAddress(text) !== undefined), profiles: profiles ?? [],
    ports: (ports ?? []).map(({ name, protocol, port }) => ({ name: name ?? '', protocol: String(protocol ?? ''), port: port ?? 0 })),
  };
});
