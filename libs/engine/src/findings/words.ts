import { policyText, ruleText } from '../explain/sentences.ts';
import type { Scene, PlacedRule } from './scene.ts';

/** How many things a message names before it counts the rest. */
const MOST_NAMED = 3;

/** A list as words: `a, b and 3 more`. */
export function listWords(items: readonly string[]): string {
  const named = items.slice(0, MOST_NAMED);
  const rest = items.length - named.length;
  if (rest > 0) return `${named.join(', ')} and ${String(rest)} more`;
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`;
}

/** The workloads of some classes, in order of reference. */
export function workloadsOf({ members, firewalls }: Scene, classes: Iterable<number>): readonly string[] {
  const found = new Set<string>();
  for (const id of classes) for (const endpoint of members[id] ?? []) found.add(firewalls.endpoints.at(endpoint)?.workload ?? '');
  return [...found].sort();
}

/** `ingress rule 0 of NetworkPolicy shop/web`. */
export const placedText = ({ rule, direction }: PlacedRule): string => ruleText(rule, direction);

export { policyText };
