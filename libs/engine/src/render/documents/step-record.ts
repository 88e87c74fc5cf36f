import type { Origin } from '../../model/firewalls.ts';
import { atPointer } from '../../model/pointer-line.ts';
import type { ResourceIdentity } from '../../model/location.ts';
import type { Step } from '../../model/trace.ts';

/** A step as documents print it. One without a policy (a default, the own node, an ungoverned end) has its code alone. */
export type StepRecord =
  | { readonly code: string; readonly tier?: string; readonly tierName?: string }
  | PolicyStepRecord;

export interface PolicyStepRecord extends ResourceRecord {
  readonly tier: string;
  readonly tierName: string;
  readonly code: string;
  readonly action: string | null;
  readonly rule: number | null;
  readonly ruleName: string | null;
  readonly pointer: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly peers: readonly number[];
  readonly ports: readonly number[];
}

export interface ResourceRecord { readonly group: string; readonly kind: string; readonly namespace: string; readonly name: string }

export const resourceRecord = ({ group, kind, namespace, name }: ResourceIdentity): ResourceRecord => ({ group, kind, namespace, name });

export function stepRecord(step: Step): StepRecord {
  const { origin } = step;
  // Only an enforcer's own tiers have defaults that differ by tier.
  if (origin === null) return step.tier === 'ENFORCER' ? { tier: step.tier, tierName: step.tierName, code: step.code } : { code: step.code };
  return {
    tier: step.tier, tierName: step.tierName, code: step.code, action: step.action, ...resourceRecord(origin),
    rule: origin.rule, ruleName: origin.ruleName, pointer: origin.pointer, file: origin.source?.file ?? null, line: originLine(origin),
    peers: step.peers, ports: step.ports,
  };
}

/** The line of the rule itself where reading worked it out, else of what encloses it. */
export const originLine = (origin: Origin): number | null => (origin.source === null ? null : atPointer(origin.source, origin.pointer).line);
