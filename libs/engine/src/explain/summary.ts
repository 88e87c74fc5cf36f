import type { Leg, Step } from '../model/trace.ts';
import type { Verdict } from '../model/verdict.ts';
import { policyText } from './sentences.ts';

/** What the one sentence about a pair is made of. */
export interface SummaryFacts { readonly verdict: Verdict; readonly egress: Leg; readonly ingress: Leg; readonly from: string; readonly to: string; readonly asked: string }

const CAN: Readonly<Record<Verdict, string>> = { ALLOWED: 'can reach', DENIED: 'cannot reach', PARTIAL: 'can reach in part', UNKNOWN: 'may or may not reach' };

/** One sentence: who can reach whom on what, and what decides on each side. */
export function summaryOf({ verdict, egress, ingress, from, to, asked }: SummaryFacts): string {
  const claim = `${from} ${CAN[verdict]} ${to} on ${asked}`;
  let reasons = '';
  for (const leg of [egress, ingress]) if (verdict === 'ALLOWED' || leg.verdict !== 'ALLOWED') reasons += `${reasons === '' ? ': ' : '; '}${leg.direction} ${reason(leg)}`;
  return `${claim}${reasons}.`;
}

/** The reason of one side, from the steps that decided it; the denying ones where anything was denied. */
function reason(leg: Leg): string {
  const open = leg.decidedBy.filter(({ outcome }) => outcome === 'UNDECIDABLE');
  const [first] = leg.verdict === 'UNKNOWN' ? open : leg.verdict === 'ALLOWED' ? leg.decidedBy : leg.decidedBy.filter(({ action }) => action === 'deny');
  if (first === undefined) return leg.verdict === 'ALLOWED' ? 'is not restricted' : 'has nothing to allow';
  if (first.outcome === 'UNDECIDABLE') return `is unknown: ${lowerFirst(first.message)}`;
  switch (first.code) {
    case 'DEFAULT_ALLOW': case 'NOT_GOVERNED': return 'is not restricted';
    case 'SAME_POD': return 'is a pod\'s own';
    case 'OWN_NODE_ALLOWED': return 'is the own node\'s';
    case 'ISOLATED_NO_RULE_ADMITS': return `is isolated by ${listed(leg.isolatedBy.map(policyText))} and no rule admits it`;
    default: return `is ${first.outcome === 'ADMITS' ? 'admitted' : 'denied'} by ${listed(names(leg.decidedBy.filter(({ outcome }) => outcome === first.outcome)))}`;
  }
}

function names(steps: readonly Step[]): readonly string[] {
  return [...new Set(steps.map(({ origin, tierName }) => (origin === null ? tierName : `${policyText(origin)}${origin.rule === null ? '' : ` (rule ${origin.rule})`}`)))];
}

const listed = (items: readonly string[]): string => (items.length <= 3 ? items.join(', ') : `${items.slice(0, 3).join(', ')} and ${items.length - 3} more`);
/** A sentence as a clause; one that begins with the name of a kind keeps its capital. */
const lowerFirst = (text: string): string => `${/^\w[a-z]*[A-Z]/.test(text) ? text.charAt(0) : text.charAt(0).toLowerCase()}${text.slice(1).replace(/\.$/, '')}`;
