import { ALL_ADDRESSES, containsAddress, rangesOf, rangeText, subtractAddresses, type AddressSet } from '../../model/address.ts';
import type { IpFamily } from '../../model/connection-set.ts';
import { namespaceLabelKey } from '../../model/effective-labels.ts';
import type { Endpoint, NamedPort } from '../../model/firewalls.ts';
import { MATCH_ALL, MATCH_NONE, type LabelExpression, type Labels } from '../../model/label-expression.ts';

/** How a selector may look into the text of a value. */
export type TextTest = 'contains' | 'starts' | 'ends';

/** What a label or an endpoint is asked for beyond equality, each under a key of its own among effective labels. */
export interface DerivedKeys {
  /** Whether a label's value holds, begins or ends with a text. */
  readonly text: (key: string, test: TextTest, value: string) => LabelExpression;
  /** Whether the endpoint itself has an address of the family in the set. */
  readonly address: (set: AddressSet, family: IpFamily) => LabelExpression;
  /** The key under which an endpoint has the ports that two lists of names stand for, as {@link portsText}; one that declares none of them does not have it. */
  readonly ports: (wanted: readonly string[], refused: readonly string[]) => string;
  /** The labels that stand under these keys for one endpoint, or for a set that has labels alone. */
  readonly labelsOf: (labels: Labels, of?: Pick<Endpoint, 'addresses' | 'areAddressesKnown' | 'ports'>) => Labels;
}

/**
 * Keys begin like those of a namespace's labels, so that what is unknown of an endpoint, be it addresses alone or the
 * labels of its namespace as well, has one prefix. What is known is always there, as yes or no.
 */
export const UNKNOWN_ADDRESSES = namespaceLabelKey('@');

const YES = 'yes';
const isYes = (key: string): LabelExpression => ({ op: 'in', key, values: [YES] });
const yesOrNo = (is: boolean): string => (is ? YES : 'no');

const TESTS: Readonly<Record<TextTest, (text: string, part: string) => boolean>> = {
  contains: (text, part) => text.includes(part), starts: (text, part) => text.startsWith(part), ends: (text, part) => text.endsWith(part),
};

const portTexts = (ports: readonly NamedPort[], names: readonly string[]): string => [...new Set(ports.filter(({ name }) => names.includes(name)).map(({ protocol, port }) => `${protocol}:${String(port)}`))].sort().join(',');

/** Ports that two lists of names stand for at one endpoint, `TCP:80,UDP:53|TCP:443`; null where it declares none of them. */
export function portsText(ports: readonly NamedPort[], wanted: readonly string[], refused: readonly string[]): string | null {
  const text = `${portTexts(ports, wanted)}|${portTexts(ports, refused)}`;
  return text === '|' ? null : text;
}

interface TextKey { readonly key: string; readonly of: string; readonly test: TextTest; readonly value: string }
interface AddressKey { readonly key: string; readonly family: IpFamily; readonly set: AddressSet }

export function createDerivedKeys(): DerivedKeys {
  const texts = new Map<string, TextKey>(); const addresses = new Map<string, AddressKey>(); const ports = new Map<string, readonly [readonly string[], readonly string[]]>();
  return {
    text: (of, test, value) => {
      const key = `${of}@${test}:${value}`;
      texts.set(key, { key, of, test, value });
      return isYes(key);
    },
    address: (set, family) => {
      const own = family === 4 ? { ipv4: set.ipv4, ipv6: [] } : { ipv4: [], ipv6: set.ipv6 };
      const ranges = rangesOf(own);
      if (ranges.length === 0) return MATCH_NONE;
      if (rangesOf(subtractAddresses(ALL_ADDRESSES, own)).every((range) => range.family !== family)) return MATCH_ALL;
      const key = `${UNKNOWN_ADDRESSES}in:${ranges.map(rangeText).join(',')}`;
      addresses.set(key, { key, family, set: own });
      return isYes(key);
    },
    ports: (wanted, refused) => {
      const key = `@ports:${[...wanted].sort().join(',')}|${[...refused].sort().join(',')}`;
      ports.set(key, [wanted, refused]);
      return key;
    },
    labelsOf: (labels, of) => Object.fromEntries([
      ...textLabels(texts.values(), labels),
      ...(of?.areAddressesKnown === true ? [...addresses.values()].map(({ key, set }) => [key, yesOrNo(of.addresses.some((address) => containsAddress(set, address)))] as const) : []),
      ...(of === undefined ? [] : [...ports].flatMap(([key, names]) => { const text = portsText(of.ports, ...names); return text === null ? [] : [[key, text] as const]; })),
    ]),
  };
}

/** A text key begins with the key it is about, and so is unknown where that is. */
function textLabels(keys: Iterable<TextKey>, labels: Labels): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  for (const { key, of, test, value } of keys) {
    const text = Object.hasOwn(labels, of) ? labels[of] : undefined;
    if (text !== undefined) found.push([key, yesOrNo(TESTS[test](text, value))]);
  }
  return found;
}
