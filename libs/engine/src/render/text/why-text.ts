import type { PointAnswer, Witness } from '../../model/point-answer.ts';
import type { Leg, Step } from '../../model/trace.ts';
import { unanswered } from '../documents/point-document.ts';
import { originLine } from '../documents/step-record.ts';
import { caveatNotes, counted } from './notes.ts';
import { canText, verdictText } from './point-text.ts';
import { printable } from './printable.ts';
import { resourceText } from './resource-text.ts';

/** The answer to "why" as sentences: the verdict, which rule decides each direction with its file and line, and what would have to change. */
export function whyText(answer: PointAnswer): string {
  const { witness } = answer;
  if (witness === null) return [canText(answer), ...unanswered(answer).blockers.map(({ fix }) => `To allow it:\n  ${printable(fix)}\n`)].join('\n');
  const legs = `${pairLine(answer, witness)}${legText('egress', witness.from, witness.trace.egress)}${legText('ingress', witness.to, witness.trace.ingress)}`;
  const parts = [verdictText(answer), hopText(answer), legs, blockersText(witness), caveatNotes(answer.reachability.caveats)];
  return parts.filter((part) => part !== '').join('\n');
}

/** `through Service shop/api: TCP 443 to TCP 8443 at 3 backends, 2 of them ready`. */
function hopText({ service }: PointAnswer): string {
  if (service === null) return '';
  const ports = service.ports.map(({ protocol, servicePort, targetPort }) => `${protocol} ${String(servicePort)} to ${protocol} ${targetPort}`).join('; ');
  return `through ${printable(resourceText(service.resource))}: ${ports} at ${counted(service.backends, 'backend')}, ${String(service.readyBackends)} of them ready\n`;
}

function pairLine(answer: PointAnswer, witness: Witness): string {
  if (witness.from === answer.from.ref && witness.to === answer.to.ref) return '';
  return `For example ${printable(witness.from)} to ${printable(witness.to)}:\n`;
}

const VERDICTS = { ALLOWED: 'allowed', DENIED: 'denied', PARTIAL: 'partly allowed', UNKNOWN: 'undecided' } as const;

function legText(direction: string, end: string, leg: Leg): string {
  const head = `${direction} of ${printable(end)}: ${VERDICTS[leg.verdict]}\n`;
  const passed = leg.passedBy.map((pass) => `  passed on by ${printable(resourceText(pass))}${pass.rule === null ? '' : `, rule ${String(pass.rule)}`}\n`);
  const decided = leg.decidedBy.map((step) => `  ${printable(step.message)}${placeText(step)} (${step.code})\n`);
  const isolated = leg.isolatedBy.map((policy) => `  isolated by ${printable(resourceText(policy))}\n`);
  return [head, ...passed, ...decided, ...isolated].join('');
}

function placeText({ origin }: Step): string {
  const file = origin?.source?.file;
  return origin === null || file === undefined ? '' : ` [${printable(file)}:${String(originLine(origin))}]`;
}

function blockersText({ trace }: Witness): string {
  if (trace.blockers.length === 0) return '';
  return `To allow it${trace.blockers.length > 1 ? ', all of these' : ''}:\n${trace.blockers.map((blocker) => `  ${printable(blocker.fix)}\n`).join('')}`;
}
