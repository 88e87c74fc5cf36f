import { allOf, type LabelExpression } from '../model/label-expression.ts';
import type { LabelRequirement } from './reference.ts';
import { expect, peek, refuse, take, takeWhile, type Scanner } from './scanner.ts';

const SPACES = / */y;
/** A colon stands in the keys of identities, `k8s:name`. */
const KEY = /[A-Za-z0-9](?:[A-Za-z0-9._/:-]*[A-Za-z0-9])?/y;
const VALUE = /(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?/y;
const WORD = /[a-z]+/y;

/** Reads `{app=web,tier in (front,back),!old}` in kubectl's syntax for selectors, braces included. */
export function readSelector(scanner: Scanner): readonly LabelRequirement[] {
  expect(scanner, '{', 'before the labels');
  const requirements: LabelRequirement[] = [];
  takeWhile(scanner, SPACES);
  if (take(scanner, '}')) return requirements;
  do requirements.push(readRequirement(scanner)); while (take(scanner, ','));
  expect(scanner, '}', 'or a comma after a label');
  return requirements;
}

function readRequirement(scanner: Scanner): LabelRequirement {
  takeWhile(scanner, SPACES);
  const isNegated = take(scanner, '!');
  const key = takeWhile(scanner, KEY);
  if (key === '') refuse(scanner, 'expected a label key');
  takeWhile(scanner, SPACES);
  if (isNegated) return { op: 'missing', key };
  if (peek(scanner) === ',' || peek(scanner) === '}') return { op: 'exists', key };
  if (take(scanner, '!=')) return { op: 'notin', key, values: [readValue(scanner)] };
  if (take(scanner, '==') || take(scanner, '=')) return { op: 'in', key, values: [readValue(scanner)] };
  const start = scanner.position;
  const word = takeWhile(scanner, WORD);
  if (word !== 'in' && word !== 'notin') refuse(scanner, 'expected =, ==, !=, in (…), notin (…), a comma or a closing brace after a label key', start);
  return { op: word, key, values: readValues(scanner) };
}

function readValue(scanner: Scanner): string {
  takeWhile(scanner, SPACES);
  const value = takeWhile(scanner, VALUE);
  takeWhile(scanner, SPACES);
  return value;
}

function readValues(scanner: Scanner): readonly string[] {
  takeWhile(scanner, SPACES);
  expect(scanner, '(', 'before the values');
  const values: string[] = [];
  do values.push(readValue(scanner)); while (take(scanner, ','));
  expect(scanner, ')', 'or a comma after a value');
  takeWhile(scanner, SPACES);
  return values;
}

/** The expression that a selector means over a plain map of labels. */
export function selectorExpression(requirements: readonly LabelRequirement[]): LabelExpression {
  return allOf(...requirements.map((requirement): LabelExpression => {
    switch (requirement.op) {
      case 'in': return { op: 'in', key: requirement.key, values: requirement.values };
      case 'notin': return { op: 'notIn', key: requirement.key, values: requirement.values };
      case 'exists': case 'missing': return { op: requirement.op, key: requirement.key };
    }
  }));
}
