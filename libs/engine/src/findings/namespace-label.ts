import type { FindingSeverity } from '../model/diagnostic.ts';
import { NAMESPACE_LABEL_PREFIX } from '../model/effective-labels.ts';
import type { LabelExpression } from '../model/label-expression.ts';
import { NAME_LABEL } from './namespace-facts.ts';
import { nearWord } from './near-words.ts';
import type { Scene } from './scene.ts';
import { conjuncts } from './selector-words.ts';

/** A label that a selector of namespaces asks for and no namespace has. */
export interface UnknownLabel { readonly severity: FindingSeverity; readonly text: string }

/** The first such label of a selector; null where every one is some namespace's, or where labels are unknown. */
export function unknownNamespaceLabel(scene: Scene, expression: LabelExpression): UnknownLabel | null {
  for (const part of conjuncts(expression)) {
    if (!('key' in part) || !part.key.startsWith(NAMESPACE_LABEL_PREFIX)) continue;
    const key = part.key.slice(NAMESPACE_LABEL_PREFIX.length);
    const known = scene.namespaces.values.get(key);
    if (scene.namespaces.areIncomplete && key !== NAME_LABEL) continue;
    if (part.op === 'exists' && known === undefined) return unknownKey(scene, key, []);
    if (part.op !== 'in' || part.values.some((value) => known?.has(value) === true)) continue;
    if (key === NAME_LABEL) return unknownName(scene, part.values);
    return known === undefined ? unknownKey(scene, key, part.values) : unknownValue(scene, key, part.values, known);
  }
  return null;
}

/** Where the input is no running cluster, what it lacks may well be in the cluster. */
const withoutHint = ({ isLive }: Scene): FindingSeverity => (isLive ? 'low' : 'info');
const inInput = ({ isLive }: Scene): string => (isLive ? 'the cluster' : 'the input');

function unknownName(scene: Scene, values: readonly string[]): UnknownLabel {
  const meant = firstNear(values, scene.namespaces.names);
  const text = `there is no namespace ${values.join(' or ')} in ${inInput(scene)}`;
  return meant === null ? { severity: withoutHint(scene), text } : { severity: 'medium', text: `${text}; ${meant} was probably meant` };
}

function unknownKey(scene: Scene, key: string, values: readonly string[]): UnknownLabel {
  const named = values.find((value) => scene.namespaces.names.includes(value));
  const text = `no namespace of ${inInput(scene)} has a label ${key}`;
  if (named !== undefined) return { severity: 'medium', text: `${text}; the label that every namespace has is ${NAME_LABEL}: ${named}` };
  if (!scene.namespaces.areDeclared) return { severity: 'info', text: `${text}, and no Namespace objects are in it` };
  const meant = nearWord(key, scene.namespaces.values.keys());
  return meant === null ? { severity: withoutHint(scene), text } : { severity: 'medium', text: `${text}; ${meant} was probably meant` };
}

function unknownValue(scene: Scene, key: string, values: readonly string[], known: ReadonlySet<string>): UnknownLabel {
  const meant = firstNear(values, known);
  const text = `no namespace of ${inInput(scene)} has the label ${key}=${values.join(' or ')}`;
  return meant === null ? { severity: withoutHint(scene), text } : { severity: 'medium', text: `${text}; ${key}=${meant} was probably meant` };
}

function firstNear(values: readonly string[], known: Iterable<string>): string | null {
  const words = [...known];
  for (const value of values) {
    const near = nearWord(value, words);
    if (near !== null) return near;
  }
  return null;
}
