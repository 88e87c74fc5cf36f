import { parseAddress, parseCidr } from '../../model/address.ts';
import type { ResourceIdentity } from '../../model/location.ts';
import { parsePolicy, type ParsedPolicy, type PolicyInput } from '../../model/manifest/parse-policy.ts';
import type { Shape } from '../../model/shape.ts';
import { directionsOf } from './directions.ts';
import { headOf } from './head.ts';
import type { HostEndpointSpec } from './host-endpoint-spec.ts';
import type { CalicoHostEndpointManifest, CalicoNetworkSetManifest, CalicoPolicyManifest, CalicoPolicySpec, CalicoStagedKubernetesManifest, CalicoTierManifest } from './manifest.ts';
import type { CalicoProblem, CalicoReporter, CalicoViolation } from './problem.ts';
import { CALICO_SHAPES } from './shape.ts';
import { unsupportedFields } from './unsupported-fields.ts';
import { calicoViolations, policyTraits, type CalicoObject } from './violations.ts';

const SERVED: Readonly<Record<string, string>> = { 'projectcalico.org': 'projectcalico.org/v3', 'crd.projectcalico.org': 'crd.projectcalico.org/v1' };

const API = { prefix: 'CALICO_POLICY_', gone: {}, effectOfPruning: () => '' } as const;

/** Kinds that are in a tier, so that what they are stored under has its name in front. */
const isInTier = (kind: string): boolean => kind.endsWith('NetworkPolicy');

function objectOf({ kind, ...identity }: ResourceIdentity, json: Readonly<Record<string, unknown>>): CalicoObject {
  const spec = (json['spec'] ?? {}) as Readonly<Record<string, unknown>>;
  return { ...headOf({ kind, ...identity }, json['metadata'], isInTier(kind) ? (spec as { readonly tier?: string | null }).tier ?? null : undefined), kind, spec };
}

/** Says what the API refuses; only what Felix leaves out whole is refused here too. */
function report({ pointer, problem, effect, message }: CalicoViolation, { refuse, warn }: CalicoReporter): void {
  const at = pointer === '' ? 'the object' : pointer;
  if (effect === 'dropped') refuse(pointer, problem, message);
  else warn(pointer, problem, `the API refuses it, since at ${at} ${message}; ${effect === 'kept' ? 'Felix takes it as it stands where it is stored all the same' : 'where it is stored all the same, Felix leaves this part out'}`);
}

function parse<Manifest>(input: PolicyInput, shape: Shape, manifestOf: (object: CalicoObject, violations: readonly CalicoViolation[]) => Manifest): ParsedPolicy<Manifest> {
  const parsed = parsePolicy<Manifest, CalicoProblem>(input, {
    ...API, served: SERVED[input.identity.group] ?? '', shape,
    check: (json, identity, reporter) => {
      const object = objectOf(identity, json);
      const violations = calicoViolations(object);
      for (const violation of violations) report(violation, reporter);
      return manifestOf(object, violations);
    },
  });
  return unsupportedFields(parsed, input, API.prefix);
}

const headIn = ({ name, storedName, isStored, labels }: CalicoObject): Pick<CalicoObject, 'name' | 'storedName' | 'isStored' | 'labels'> => ({ name, storedName, isStored, labels });

/** What Felix makes of a policy of Calico's own, staged ones included. */
export const parseCalicoPolicy = (input: PolicyInput): ParsedPolicy<CalicoPolicyManifest> => parse(input, CALICO_SHAPES[policyTraits(input.identity.kind).kind], (object, violations) => {
  const spec = object.spec as CalicoPolicySpec;
  return { ...headIn(object), ...policyTraits(object.kind), spec, directions: directionsOf(spec, object.isStored), leftOut: violations.filter(({ effect }) => effect === 'left-out').map(({ pointer }) => pointer) };
});

/** What Calico makes of a NetworkPolicy of Kubernetes that is only tried out. */
export const parseCalicoStagedKubernetes = (input: PolicyInput): ParsedPolicy<CalicoStagedKubernetesManifest> =>
  parse(input, CALICO_SHAPES.StagedKubernetesNetworkPolicy, (object) => ({ ...headIn(object), spec: object.spec }));

export const parseCalicoTier = (input: PolicyInput): ParsedPolicy<CalicoTierManifest> => parse(input, CALICO_SHAPES.Tier, (object) => {
  const { order, defaultAction } = object.spec as { readonly order?: number | null; readonly defaultAction?: string | null };
  return { ...headIn(object), order: order ?? null, defaultAction: defaultAction || null };
});

export const parseCalicoNetworkSet = (input: PolicyInput): ParsedPolicy<CalicoNetworkSetManifest> => parse(input, CALICO_SHAPES.NetworkSet, (object) => {
  const { nets } = object.spec as { readonly nets?: readonly string[] | null };
  return { ...headIn(object), isGlobal: object.kind === 'GlobalNetworkSet', nets: (nets ?? []).filter((net) => parseCidr(net) !== undefined || parseAddress(net) !== undefined) };
});

export const parseCalicoHostEndpoint = (input: PolicyInput): ParsedPolicy<CalicoHostEndpointManifest> => parse(input, CALICO_SHAPES.HostEndpoint, (object) => {
  const { node, interfaceName, expectedIPs, profiles, ports } = object.spec as HostEndpointSpec;
  return {
    ...headIn(object), node: node || null, interfaceName: interfaceName || null, expectedIPs: (expectedIPs ?? []).filter((text) => parseAddress(text) !== undefined), profiles: profiles ?? [],
    ports: (ports ?? []).map(({ name, protocol, port }) => ({ name: name ?? '', protocol: String(protocol ?? ''), port: port ?? 0 })),
  };
});
