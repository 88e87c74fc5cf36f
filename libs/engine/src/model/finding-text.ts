import { canonicalJson } from './canonical-json.ts';
import { identityKey, type ResourceIdentity } from './location.ts';

/** What stands at a JSON pointer of a value; undefined where there is nothing. */
export function valueAt(value: unknown, pointer: string): unknown {
  let at = value;
  for (const key of pointer.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return at;
}

/**
 * The text whose hash names a finding: it repeats what stands at the pointer instead of counting to it, so that a rule
 * inserted above is the same finding. `about` tells findings with one code and pointer apart.
 */
export function findingText(code: string, policy: ResourceIdentity, pointer: string, content: unknown, about: string): string {
  return [code, identityKey(policy), content === undefined ? pointer : pointer.replace(/\/\d+(?=\/|$)/g, '/*'), content === undefined ? '' : canonicalJson(content), about].join('\n');
}
