import type { Answered, Asked } from './ask-all.ts';
import { peerText, type RecordedPeer } from './listing.ts';
import { EVERYTHING, type PortSets } from './port-sets.ts';

interface Reason { readonly kind?: string; readonly name?: string; readonly effect: string; readonly rule?: { readonly index?: number; readonly name?: string } }
interface RecordedLeg { readonly result: 'allowed' | 'denied'; readonly systemDefault: boolean; readonly reasons: readonly Reason[] }
interface Piece { readonly conn: { readonly all: boolean; readonly ports: PortSets }; readonly egress?: RecordedLeg | null; readonly ingress?: RecordedLeg | null }

/** One recorded pair: parts of the ports that are allowed or denied, each with what decides it. */
export interface RecordedPair { readonly src: RecordedPeer; readonly dst: RecordedPeer; readonly default: boolean; readonly allowed: readonly Piece[]; readonly denied: readonly Piece[] }

/** One recorded piece with the ports that stand for it. */
export interface Question { readonly piece: Piece; readonly allowed: boolean; readonly isDefault: boolean; readonly asked: readonly Asked[] }

export function questionsOf({ src, dst, default: isDefault, ...pair }: RecordedPair): readonly Question[] {
  // The made-up ingress controller is no end that can be asked about.
  if (src.type === 'symbolic' || dst.type === 'symbolic') return [];
  const ends = { src: peerText(src), dst: peerText(dst) };
  const from = (pieces: readonly Piece[], allowed: boolean): readonly Question[] => pieces.map((piece) => ({ piece, allowed, isDefault, asked: samples(piece).map((sample) => ({ ...ends, ...sample })) }));
  return [...from(pair.allowed, true), ...from(pair.denied, false)];
}

/** Both ends of every range: where rules cover different ports, each is met. */
function samples({ conn }: Piece): readonly { readonly protocol: string; readonly port: number }[] {
  return Object.entries(conn.all ? EVERYTHING : conn.ports).flatMap(([protocol, ranges]) => [...new Set(ranges.flat())].map((port) => ({ protocol, port: Math.max(1, port) })));
}

/** What differs between a recorded piece and the answers at its ports. */
export function pieceMismatches({ piece, allowed, isDefault, asked }: Question, answers: readonly Answered[]): readonly string[] {
  const [first] = asked;
  const title = `${first?.src ?? ''} -> ${first?.dst ?? ''}`;
  const wrong = answers.filter((answer) => answer.allowed !== allowed);
  if (wrong.length > 0) return [`${title}: ${wrong[0]?.error?.message ?? String(wrong[0]?.allowed)}, recorded ${String(allowed)}`];
  return (['egress', 'ingress'] as const).flatMap((direction) => {
    const recorded = isDefault ? { result: 'allowed' as const, systemDefault: true, reasons: [] } : piece[direction];
    if (recorded === undefined || recorded === null) return [];
    const wanted = recordedReasons(recorded);
    const given = new Set(answers.flatMap((answer) => givenReasons(answer[direction])));
    const differing = [...[...wanted].filter((reason) => !given.has(reason)).map((reason) => `lacks ${reason}`), ...[...given].filter((reason) => !wanted.has(reason)).map((reason) => `has ${reason}`)];
    return differing.length === 0 ? [] : [`${title} ${direction}: ${differing.join('; ')}`];
  });
}

function recordedReasons({ systemDefault, reasons }: RecordedLeg): ReadonlySet<string> {
  return new Set([...(systemDefault ? ['default'] : []), ...reasons.map(({ kind = '', name = '', effect, rule }) => {
    if (effect === 'system-default') return 'default';
    if (effect === 'allow' || effect === 'deny') return `${effect} ${kind} ${name} ${ruleText(kind, rule?.index === undefined ? null : rule.index - 1, rule?.name)}`;
    return effect === 'pass' ? `pass ${kind} ${name}` : `isolated by ${name}`;
  })]);
}

const ruleText = (kind: string, index: number | null, name: string | null | undefined): string => (kind === 'NetworkPolicy' ? `#${String(index)}` : name ?? '');

function givenReasons(leg: Answered['egress']): readonly string[] {
  const decided = leg.decidedBy.map((step) => {
    if (step.kind === undefined) return step.code === 'NOT_GOVERNED' || step.code === 'DEFAULT_ALLOW' ? 'default' : step.code;
    const name = step.kind === 'NetworkPolicy' ? `${step.namespace ?? ''}/${step.name ?? ''}` : step.name ?? '';
    if (step.kind === 'NetworkPolicy' && step.rule === null) return `isolated by ${name}`;
    return `${step.action ?? ''} ${step.kind} ${name} ${ruleText(step.kind, step.rule ?? null, step.ruleName)}`;
  });
  return [...decided, ...(leg.allowed === true ? [] : leg.isolatedBy.map(({ namespace, name }) => `isolated by ${namespace}/${name}`)), ...leg.passedBy.map(({ kind, name }) => `pass ${kind} ${name}`)];
}
