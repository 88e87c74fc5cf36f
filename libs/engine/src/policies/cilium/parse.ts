import { parsePolicy, type ParsedPolicy, type PolicyApi, type PolicyInput } from '../../model/manifest/parse-policy.ts';
import { parseAddress, parseCidr } from '../../model/address.ts';
import { checkCiliumSelector, checkPeers } from './check-peers.ts';
import { checkPorts } from './check-ports.ts';
import type { CiliumCidrGroupManifest, CiliumElement, CiliumPolicyManifest, CiliumSpec } from './manifest.ts';
import type { CiliumProblem, CiliumReporter } from './problem.ts';
import { effectOfCiliumPruning } from './pruned-field.ts';
import { CILIUM_CIDR_GROUP_SHAPE, CILIUM_POLICY_SHAPE } from './shape.ts';

const SECTIONS = ['ingress', 'ingressDeny', 'egress', 'egressDeny'] as const;

function checkSpec(spec: CiliumSpec, isClusterwide: boolean, pointer: string, reporter: CiliumReporter): void {
  const { endpointSelector, nodeSelector } = spec;
  if (Boolean(endpointSelector) === Boolean(nodeSelector)) reporter.refuse(pointer, 'SUBJECT_INVALID', 'exactly one of endpointSelector and nodeSelector is expected');
  else if (nodeSelector && !isClusterwide) reporter.reject(pointer, 'SUBJECT_INVALID', 'a nodeSelector can only stand in a CiliumClusterwideNetworkPolicy');
  if (endpointSelector) checkCiliumSelector(endpointSelector, `${pointer}/endpointSelector`, reporter);
  if (nodeSelector) checkCiliumSelector(nodeSelector, `${pointer}/nodeSelector`, reporter);
  if (SECTIONS.every((section) => (spec[section] ?? []).length === 0)) reporter.refuse(pointer, 'SECTIONS_EMPTY', 'one of ingress, ingressDeny, egress and egressDeny must have a rule');
  for (const section of SECTIONS) {
    const isIngress = section.startsWith('ingress');
    (spec[section] ?? []).forEach((element: CiliumElement, index) => {
      const at = `${pointer}/${section}/${String(index)}`;
      checkPeers(element as Readonly<Record<string, unknown>>, isIngress ? 'from' : 'to', at, reporter);
      checkAuthentication(element, at, reporter);
      checkPorts(element, { isIngress, isHostPolicy: Boolean(nodeSelector), isClusterwide }, at, reporter);
    });
  }
}

const AUTHENTICATION = ['disabled', 'required', 'test-always-fail'];

function checkAuthentication({ authentication }: CiliumElement, pointer: string, { warn }: CiliumReporter): void {
  const mode = authentication?.mode;
  if (mode && !AUTHENTICATION.includes(mode)) warn(`${pointer}/authentication/mode`, 'SCHEMA_STRICTER', `the agent takes a mode of authentication other than ${AUTHENTICATION.join(', ')} for none, and the schema of the API server refuses it`);
}

const POLICY: PolicyApi<CiliumPolicyManifest, CiliumProblem> = {
  prefix: 'CILIUM_POLICY_', served: 'cilium.io/v2', gone: {}, shape: CILIUM_POLICY_SHAPE, effectOfPruning: effectOfCiliumPruning,
  check: (json, { kind }, reporter) => {
    const { spec, specs } = json as { readonly spec?: CiliumSpec | null; readonly specs?: readonly CiliumSpec[] | null };
    const isClusterwide = kind === 'CiliumClusterwideNetworkPolicy';
    if (spec) checkSpec(spec, isClusterwide, '/spec', reporter);
    (specs ?? []).forEach((each, index) => { checkSpec(each, isClusterwide, `/specs/${String(index)}`, reporter); });
    if (!spec && !specs) reporter.refuse('', 'SECTIONS_EMPTY', 'spec or specs is expected');
    return { isClusterwide, ...(spec !== undefined && { spec }), ...(specs !== undefined && { specs }) };
  },
};

const CIDR_GROUP: PolicyApi<CiliumCidrGroupManifest, CiliumProblem> = {
  ...POLICY, shape: CILIUM_CIDR_GROUP_SHAPE,
  check: (json, _, { refuse }) => {
    const { spec, metadata } = json as { readonly spec?: { readonly externalCIDRs?: readonly string[] | null } | null; readonly metadata?: { readonly labels?: Readonly<Record<string, string>> | null } | null };
    const cidrs = spec?.externalCIDRs ?? [];
    cidrs.forEach((cidr, index) => { if (parseCidr(cidr) === undefined && parseAddress(cidr) === undefined) refuse(`/spec/externalCIDRs/${String(index)}`, 'CIDR_INVALID', 'a prefix such as 10.0.0.0/8 is expected'); });
    return { labels: metadata?.labels ?? {}, cidrs };
  },
};

/** What the API server and the agent make of a CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy. */
export const parseCiliumPolicy = (input: PolicyInput): ParsedPolicy<CiliumPolicyManifest> => parsePolicy(input, POLICY);

/** What the API server makes of a CiliumCIDRGroup; the older version of its API has the same shape. */
export const parseCiliumCidrGroup = (input: PolicyInput): ParsedPolicy<CiliumCidrGroupManifest> => parsePolicy(input, { ...CIDR_GROUP, served: input.apiVersion === 'cilium.io/v2alpha1' ? input.apiVersion : CIDR_GROUP.served });
