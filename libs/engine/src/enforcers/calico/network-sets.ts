import { NO_ADDRESSES, parseAddress, parseCidr, setOfAddress, setOfRange, uniteAddresses, type AddressSet } from '../../model/address.ts';
import { allOf, expressionText, matchesLabels, type LabelExpression, type Labels } from '../../model/label-expression.ts';
import type { Labelled } from './backend.ts';
import type { DerivedKeys } from './derived-keys.ts';
import { PODS } from './label-keys.ts';

/** Something that has labels and addresses and is no endpoint that questions name: a network set, or a host endpoint as others see it. */
export interface LabelledAddresses { readonly labels: Labels; readonly addresses: AddressSet }

/** The addresses of a CIDR, host bits masked off, or of one address; undefined where the text is neither. */
export function addressesOfText(text: string): AddressSet | undefined {
  const range = parseCidr(text);
  if (range !== undefined) return setOfRange(range);
  const address = parseAddress(text);
  return address === undefined ? undefined : setOfAddress(address);
}

/** The addresses of a list; what cannot be read is left out. */
export const addressesOfTexts = (texts: readonly string[]): AddressSet => uniteAddresses(NO_ADDRESSES, ...texts.flatMap((text) => addressesOfText(text) ?? []));

/** What a condition on labels comes to: pods by their labels, the rest by address. */
export type Resolve = (labels: LabelExpression) => Labelled;

export function createResolver(others: readonly LabelledAddresses[], derived: DerivedKeys): Resolve {
  const known = new Map<string, Labelled>();
  return (labels) => {
    const key = expressionText(labels);
    const found = known.get(key) ?? {
      labels: allOf(PODS, labels),
      addresses: uniteAddresses(NO_ADDRESSES, ...others.filter((other) => matchesLabels(labels, { ...other.labels, ...derived.labelsOf(other.labels) })).map(({ addresses }) => addresses)),
    };
    known.set(key, found);
    return found;
  };
}

