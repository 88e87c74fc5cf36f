import { expressionText, matchesLabels, type LabelExpression, type Labels } from '../model/label-expression.ts';
import { nearWord } from './near-words.ts';
import type { Scene } from './scene.ts';
import { conjuncts, namedNamespaces } from './selector-words.ts';

/** What a selector that matches nothing was probably to say. */
export interface LabelHint {
  /** Whether anything is where it looks. */
  readonly isPlaceInhabited: boolean;
  /** The label that was probably meant, `app=web`; null where none is near. */
  readonly meant: string | null;
}

/** A slip shows among these as well as among more. */
const MOST_CANDIDATES = 5_000;

/** Looks among the pods of the namespaces that a selector of nothing names. O(workloads there, up to a bound) once for each selector. */
export function labelHint(scene: Scene, expression: LabelExpression): LabelHint {
  const key = expressionText(expression);
  const known = scene.hints.get(key) ?? search(scene, expression);
  scene.hints.set(key, known);
  return known;
}

function search(scene: Scene, expression: LabelExpression): LabelHint {
  const parts = conjuncts(expression);
  const candidates = (namedNamespaces(expression) ?? [...scene.inhabitants.keys()]).flatMap((name) => scene.inhabitants.get(name) ?? []).slice(0, MOST_CANDIDATES);
  const places = parts.filter((part) => 'key' in part && part.key.startsWith('@'));
  const there = candidates.filter(({ labels }) => places.every((part) => matchesLabels(part, labels))).map(({ labels }) => labels);
  for (const part of parts) {
    if (part.op !== 'in' || part.key.startsWith('@') || there.some((labels) => matchesLabels(part, labels))) continue;
    const meant = meantBy(part.key, part.values, there);
    if (meant !== null) return { isPlaceInhabited: true, meant };
  }
  return { isPlaceInhabited: there.length > 0, meant: null };
}

function meantBy(key: string, values: readonly string[], there: readonly Labels[]): string | null {
  const known = new Set(there.flatMap((labels) => (Object.hasOwn(labels, key) ? [labels[key] ?? ''] : [])));
  for (const value of values) {
    const near = nearWord(value, known);
    if (near !== null) return `${key}=${near}`;
  }
  if (known.size > 0) return null;
  const nearKey = nearWord(key, new Set(there.flatMap((labels) => Object.keys(labels).filter((word) => !word.startsWith('@')))));
  const value = nearKey === null ? undefined : values.find((word) => there.some((labels) => labels[nearKey] === word));
  return value === undefined || nearKey === null ? null : `${nearKey}=${value}`;
}
