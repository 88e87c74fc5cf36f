/** An end of a recorded question about Cilium. */
type CiliumEnd = { readonly ns: string; readonly pod: string } | { readonly ip: string } | { readonly node: string } | { readonly entity: string } | { readonly fqdn: string } | { readonly labels: readonly string[] };

/** One recorded question about Cilium with its answer. */
export interface CiliumProbe {
  readonly src: CiliumEnd;
  readonly dst: CiliumEnd;
  readonly protocol: string;
  readonly port: number | string | null;
  readonly icmpType?: number;
  readonly allowed: boolean;
  readonly egressAllowed?: boolean;
  readonly ingressAllowed?: boolean;
  readonly egressRules?: readonly string[];
  readonly ingressRules?: readonly string[];
  /** Asks about a request on the connection, not about the connection. */
  readonly l7?: unknown;
}

export interface CiliumExpected {
  readonly engine?: string;
  readonly versions?: { readonly max?: string };
  readonly invalid?: { readonly reason: string };
  readonly probes: readonly CiliumProbe[];
}

interface Step { readonly code: string; readonly kind?: string; readonly namespace?: string; readonly name?: string }
interface Leg { readonly allowed: boolean | null; readonly decidedBy: readonly Step[] }

/** What `probe` answers, as far as it is compared. */
export interface CiliumAnswer { readonly id: string; readonly allowed: boolean | null; readonly egress: Leg; readonly ingress: Leg; readonly error?: { readonly code: string; readonly message: string } }

function reference(end: CiliumEnd): string {
  if ('ip' in end) return `ip:${end.ip}`;
  if ('node' in end) return `node:${end.node}`;
  if ('entity' in end) return `entity:${end.entity}`;
  if ('fqdn' in end) return `fqdn:${end.fqdn}`;
  return 'labels' in end ? `identity:{${end.labels.join(',')}}` : `pod:${end.ns}/${end.pod}`;
}

/** The question as a line for `probe`. */
export function ciliumLine({ src, dst, protocol, port, icmpType }: CiliumProbe, index: number): string {
  return `${JSON.stringify({ id: String(index), src: reference(src), dst: reference(dst), protocol, ...(port === null ? {} : { port }), ...(icmpType === undefined ? {} : { icmpType }) })}\n`;
}

/** What differs between a recorded and a given answer; of the deciding rules, the recorded ones must be among those that are given. */
export function ciliumMismatches(probe: CiliumProbe, answer: CiliumAnswer | undefined): readonly string[] {
  const question = `${reference(probe.src)} -> ${reference(probe.dst)} ${probe.protocol} ${String(probe.port ?? probe.icmpType)}`;
  if (answer === undefined) return [`${question}: no answer`];
  if (answer.error !== undefined) return [`${question}: ${answer.error.code} ${answer.error.message}`];
  const found: string[] = [];
  const compare = (what: string, wanted: boolean | undefined, given: boolean | null): void => { if (wanted !== undefined && wanted !== given) found.push(`${question}: ${what} is ${String(given)}, recorded ${String(wanted)}`); };
  compare('allowed', probe.allowed, answer.allowed);
  compare('egress', probe.egressAllowed, answer.egress.allowed);
  compare('ingress', probe.ingressAllowed, answer.ingress.allowed);
  if (found.length > 0) return found;
  return [
    ...missingRules(probe.egressRules, answer.egress).map((rule) => `${question}: egress is not decided by ${rule}`),
    ...missingRules(probe.ingressRules, answer.ingress).map((rule) => `${question}: ingress is not decided by ${rule}`),
  ];
}

const CODES: Readonly<Record<string, readonly string[]>> = { 'default-deny': ['ISOLATED_NO_RULE_ADMITS', 'TIER_DEFAULT_DENY'], 'default-allow': ['DEFAULT_ALLOW'], 'local-host': ['OWN_NODE_ALLOWED'], 'not-a-subject': ['NOT_GOVERNED'] };
const KINDS: Readonly<Record<string, string>> = { CNP: 'CiliumNetworkPolicy', CCNP: 'CiliumClusterwideNetworkPolicy', KNP: 'NetworkPolicy', kCNP: 'ClusterNetworkPolicy' };

function missingRules(rules: readonly string[] = [], { decidedBy }: Leg): readonly string[] {
  return rules.filter((rule) => {
    const codes = CODES[rule];
    if (codes !== undefined) return !decidedBy.some(({ code }) => codes.includes(code));
    const [kind = '', name = ''] = rule.split(' ');
    return !decidedBy.some((step) => step.kind === KINDS[kind] && name === (step.namespace ? `${step.namespace}/${step.name ?? ''}` : step.name));
  });
}
