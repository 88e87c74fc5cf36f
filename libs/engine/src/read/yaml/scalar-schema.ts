import { defineMappingTag, defineScalarTag, defineSequenceTag, mapTag, mergeTag, NOT_RESOLVED, Schema, seqTag, strTag } from 'js-yaml';

/**
 * Scalars as kubectl reads them (its YAML 1.1 reader), so that what Postern sees is what the API server would get:
 * `yes`, `on` and even `y` are booleans, `0755` is octal, `1:30` and dates are strings.
 */
const YES = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const NO = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);
const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);
const NOT_IN_JSON = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const LIBYAML = 'tag:yaml.org,2002:';

/** Not a number that JSON can carry, so kubectl fails on the whole document. */
export class NotInJson extends Error {}

function integer(plain: string): number | undefined {
  const match = INTEGER.exec(plain);
  if (match === null) return undefined;
  const [, sign, hex, binary, octal, decimal] = match;
  const size = hex !== undefined ? parseInt(hex, 16) : binary !== undefined ? parseInt(binary, 2) : octal !== undefined ? parseInt(octal, 8) : Number(decimal);
  return sign === '-' && size !== 0 ? -size : size;
}

/** A number as the reader takes it, underscores ignored; undefined for other text, and for numbers beyond every float, which stay strings. */
function numberOf(source: string): number | undefined {
  if (NOT_IN_JSON.test(source)) throw new NotInJson('a number that JSON cannot carry (infinite or not a number)');
  const isDotted = source.startsWith('.');
  const plain = isDotted ? source : source.replaceAll('_', '');
  const whole = isDotted ? undefined : integer(plain);
  const value = whole ?? (FLOAT.test(plain) ? Number(plain) : undefined);
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/**
 * What a scalar without quotes and tag stands for.
 *
 * @throws {NotInJson} where it is a number that JSON cannot carry
 */
export function plainScalar(source: string): string | number | boolean | null {
  const first = source.charCodeAt(0);
  if (first < 0x3a) return numberOf(source) ?? source;
  if (source.length > 5) return source;
  return YES.has(source) ? true : NO.has(source) ? false : NULLS.has(source) ? null : source;
}

const never = (): boolean => false;
const nullTag = () => defineScalarTag(`${LIBYAML}null`, { implicit: true, implicitFirstChars: ['', '~', 'n', 'N'], resolve: (source) => (NULLS.has(source) ? null : NOT_RESOLVED), identify: never });
const booleanTag = () => defineScalarTag(`${LIBYAML}bool`, {
  implicit: true, implicitFirstChars: Array.from('yYnNtTfFoO'), identify: never,
  resolve: (source) => (YES.has(source) ? true : NO.has(source) ? false : NOT_RESOLVED),
});
const numeric = (name: string, implicit: boolean) => defineScalarTag(`${LIBYAML}${name}`, {
  implicit, implicitFirstChars: Array.from('-+.0123456789'), identify: never, resolve: (source) => numberOf(source) ?? NOT_RESOLVED,
});
const textTag = (name: string) => defineScalarTag(`${LIBYAML}${name}`, { resolve: (source) => source, identify: never });

/** kubectl passes over tags that it does not know. */
const foreignTags = (prefix: string) => [
  defineScalarTag(prefix, { matchByTagPrefix: true, resolve: (source) => source, identify: never }),
  defineSequenceTag(prefix, { matchByTagPrefix: true, create: seqTag.create, addItem: seqTag.addItem, identify: never }),
  defineMappingTag(prefix, { matchByTagPrefix: true, create: mapTag.create, addPair: mapTag.addPair, has: mapTag.has, keys: mapTag.keys, get: mapTag.get, identify: never }),
];

let schema: Schema | undefined;

/** The one schema by which YAML is read. Made when it is first needed: few documents have tags, anchors or merges. */
export const kubernetesSchema = (): Schema => schema ??= new Schema([
  strTag, seqTag, mapTag, mergeTag, nullTag(), booleanTag(), numeric('int', true), numeric('float', false),
  textTag('timestamp'), textTag('binary'), ...foreignTags('!'), ...foreignTags('tag:'),
]);
