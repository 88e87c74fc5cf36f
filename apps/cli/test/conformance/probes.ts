/** One recorded question with its answer. */
export interface RecordedProbe {
  readonly src: RecordedEnd;
  readonly dst: RecordedEnd;
  readonly protocol: string;
  readonly port: number;
  readonly allowed: boolean;
  readonly ingressAllowed?: boolean;
  readonly egressAllowed?: boolean;
  readonly family?: string;
  readonly disputed?: boolean;
  readonly specAllowed?: boolean;
  readonly assumes?: readonly string[];
  readonly decidedBy?: { readonly egress?: RecordedDecision; readonly ingress?: RecordedDecision };
}

export type RecordedEnd = { readonly ns: string; readonly pod: string } | { readonly ip: string };

interface RecordedDecision {
  readonly tier: string;
  readonly rule?: RecordedRule;
  readonly passedBy?: readonly RecordedRule[];
  readonly admittedBy?: readonly Admission[];
  readonly isolatedBy?: readonly string[];
}

interface RecordedRule { readonly kind: string; readonly policy: string; readonly index: number; readonly name?: string; readonly action: string }

interface Admission { readonly policy: string; readonly rule: number | null; readonly peers: readonly number[]; readonly ports: readonly number[] }

interface PolicyName { readonly namespace: string; readonly name: string }
interface AnsweredStep extends Partial<PolicyName> { readonly code: string; readonly tier?: string; readonly kind?: string; readonly ruleName?: string | null; readonly action?: string | null; readonly rule?: number | null; readonly peers?: readonly number[]; readonly ports?: readonly number[] }
interface AnsweredLeg { readonly allowed: boolean | null; readonly decidedBy: readonly AnsweredStep[]; readonly isolatedBy: readonly PolicyName[]; readonly passedBy: readonly (PolicyName & { readonly kind: string; readonly rule: number | null })[] }

/** What `probe` answers, as far as it is compared. */
export interface ProbeAnswer {
  readonly id: string;
  readonly allowed: boolean | null;
  readonly egress: AnsweredLeg;
  readonly ingress: AnsweredLeg;
  readonly error?: { readonly code: string; readonly message: string };
}

const reference = (end: RecordedEnd): string => ('ip' in end ? `ip:${end.ip}` : `pod:${end.ns}/${end.pod}`);

/** The question as a line for `probe`. */
export function probeLine(probe: RecordedProbe, index: number): string {
  const { protocol, port, family } = probe;
  const question = { id: String(index), src: reference(probe.src), dst: reference(probe.dst), protocol, port, ...(family === undefined ? {} : { family }) };
  return `${JSON.stringify(question)}\n`;
}

/** What differs between a recorded and a given answer; empty where they agree. */
export function probeMismatches(probe: RecordedProbe, answer: ProbeAnswer | undefined): readonly string[] {
  const question = `${reference(probe.src)} -> ${reference(probe.dst)} ${probe.protocol} ${String(probe.port)}`;
  if (answer === undefined) return [`${question}: no answer`];
  if (answer.error !== undefined) return [`${question}: ${answer.error.code} ${answer.error.message}`];
  const found: string[] = [];
  const compare = (what: string, wanted: unknown, given: unknown): void => {
    if (wanted !== undefined && JSON.stringify(wanted) !== JSON.stringify(given)) found.push(`${question}: ${what} is ${JSON.stringify(given)}, recorded ${JSON.stringify(wanted)}`);
  };
  compare('allowed', probe.allowed, answer.allowed);
  compare('egress', probe.egressAllowed, answer.egress.allowed);
  compare('ingress', probe.ingressAllowed, answer.ingress.allowed);
  for (const direction of ['egress', 'ingress'] as const) {
    const wanted = probe.decidedBy?.[direction];
    if (wanted !== undefined) compare(`${direction} decided by`, wantedDecision(wanted), givenDecision(answer[direction]));
  }
  return found;
}

const CODES: Readonly<Record<string, string>> = { default: 'DEFAULT_ALLOW', ownNode: 'OWN_NODE_ALLOWED', self: 'SAME_POD', notGoverned: 'NOT_GOVERNED' };

const admissionKey = (admission: Admission): string => `${admission.policy}#${String(admission.rule)} peers ${admission.peers.join()} ports ${admission.ports.join()}`;

const ACTIONS: Readonly<Record<string, string>> = { Allow: 'allow', Accept: 'allow', Deny: 'deny' };
const passKey = ({ kind, name, rule }: { readonly kind: string; readonly name: string; readonly rule: number | null }): string => `${kind} ${name}#${String(rule)}`;

const wantedDecision = (decision: RecordedDecision): unknown => ({
  decision: wantedVerdict(decision),
  passedBy: (decision.passedBy ?? []).map(({ kind, policy, index }) => passKey({ kind, name: policy, rule: index })),
});

const givenDecision = (leg: AnsweredLeg): unknown => ({ decision: givenVerdict(leg), passedBy: leg.passedBy.map(passKey) });

function wantedVerdict(decision: RecordedDecision): unknown {
  const { rule } = decision;
  if (rule !== undefined) return { tier: decision.tier.toUpperCase(), kind: rule.kind, policy: rule.policy, rule: rule.index, name: rule.name ?? null, action: ACTIONS[rule.action] };
  if (decision.admittedBy !== undefined) return { admittedBy: decision.admittedBy.map(admissionKey).sort() };
  if (decision.isolatedBy !== undefined) return { isolatedBy: [...decision.isolatedBy].sort() };
  return { code: CODES[decision.tier] };
}

function givenVerdict(leg: AnsweredLeg): unknown {
  const [first] = leg.decidedBy;
  if (first?.tier === 'ADMIN' || first?.tier === 'BASELINE') return { tier: first.tier, kind: first.kind, policy: first.name, rule: first.rule, name: first.ruleName ?? null, action: first.action };
  const admissions = leg.decidedBy.filter((step) => step.code === 'ADMITTED_BY_RULE');
  if (admissions.length > 0) {
    return { admittedBy: admissions.map((step) => admissionKey({ policy: policyKey(step), rule: step.rule ?? null, peers: step.peers ?? [], ports: step.ports ?? [] })).sort() };
  }
  if (leg.isolatedBy.length > 0) return { isolatedBy: leg.isolatedBy.map(policyKey).sort() };
  return { code: leg.decidedBy[0]?.code };
}

const policyKey = ({ namespace, name }: Partial<PolicyName>): string => `${namespace ?? ''}/${name ?? ''}`;
