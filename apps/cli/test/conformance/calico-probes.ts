/** An end of a recorded question about Calico. */
type CalicoEnd = { readonly ns: string; readonly pod: string } | { readonly ip: string };

/** What decided one direction: a rule of a policy, the end of a tier, or the profile of the namespace. */
interface Decision { readonly tier?: string; readonly group?: string; readonly kind?: string; readonly ns?: string; readonly name?: string; readonly rule?: number; readonly action: string; readonly default?: boolean; readonly profile?: string }

/** One recorded question about Calico with its answer. */
export interface CalicoProbe {
  readonly src: CalicoEnd;
  readonly dst: CalicoEnd;
  readonly protocol: string;
  readonly port?: number;
  readonly icmpType?: number;
  readonly icmpCode?: number;
  readonly sourcePort?: number;
  readonly allowed: boolean;
  readonly egressAllowed?: boolean;
  readonly ingressAllowed?: boolean;
  readonly decidedBy: { readonly egress?: Decision; readonly ingress?: Decision };
}

export interface CalicoExpected { readonly engine: string; readonly probes: readonly CalicoProbe[] }

interface Step { readonly code: string; readonly tierName: string; readonly action: string | null; readonly group?: string; readonly kind?: string; readonly namespace?: string; readonly name?: string; readonly rule?: number | null }
interface Leg { readonly allowed: boolean | null; readonly decidedBy: readonly Step[] }

/** What `probe` answers, as far as it is compared. */
export interface CalicoAnswer { readonly allowed: boolean | null; readonly egress: Leg; readonly ingress: Leg; readonly error?: { readonly code: string; readonly message: string } }

const reference = (end: CalicoEnd): string => ('ip' in end ? `ip:${end.ip}` : `pod:${end.ns}/${end.pod}`);

/** The question as a line for `probe`. */
export function calicoLine({ src, dst, protocol, port, icmpType, icmpCode, sourcePort }: CalicoProbe, index: number): string {
  return `${JSON.stringify({ id: String(index), src: reference(src), dst: reference(dst), protocol, port, icmpType, icmpCode, sourcePort })}\n`;
}

/** What differs between a recorded and a given answer, in the verdict, in each direction, and in what decided it. */
export function calicoMismatches(probe: CalicoProbe, answer: CalicoAnswer | undefined): readonly string[] {
  const question = `${reference(probe.src)} -> ${reference(probe.dst)} ${probe.protocol} ${String(probe.port ?? `${String(probe.icmpType)}/${String(probe.icmpCode)}`)}`;
  if (answer === undefined) return [`${question}: no answer`];
  if (answer.error !== undefined) return [`${question}: ${answer.error.code} ${answer.error.message}`];
  const found: string[] = [];
  const compare = (what: string, wanted: boolean | undefined, given: boolean | null): void => { if (wanted !== undefined && wanted !== given) found.push(`${question}: ${what} is ${String(given)}, recorded ${String(wanted)}`); };
  compare('allowed', probe.allowed, answer.allowed);
  compare('egress', probe.egressAllowed, answer.egress.allowed);
  compare('ingress', probe.ingressAllowed, answer.ingress.allowed);
  for (const direction of ['egress', 'ingress'] as const) {
    const decision = probe.decidedBy[direction];
    if (decision !== undefined && !answer[direction].decidedBy.some((step) => isSame(decision, step))) {
      found.push(`${question}: ${direction} is decided by ${JSON.stringify(answer[direction].decidedBy.map(({ code, tierName, name, rule }) => [code, tierName, name, rule]))}, recorded ${JSON.stringify(decision)}`);
    }
  }
  return found;
}

function isSame(decision: Decision, step: Step): boolean {
  if (decision.profile !== undefined) return step.code === 'PROFILE_ALLOW';
  if (decision.tier !== step.tierName) return false;
  if (decision.default === true) return step.code === 'TIER_DEFAULT_DENY';
  const group = step.group === 'crd.projectcalico.org' ? 'projectcalico.org' : step.group;
  return group === decision.group && step.kind === decision.kind && (step.namespace ?? '') === (decision.ns ?? '') && step.name === decision.name && step.rule === decision.rule && step.action === decision.action.toLowerCase();
}
