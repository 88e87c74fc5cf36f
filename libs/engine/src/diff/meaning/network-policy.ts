import { NO_ADDRESSES, parseCidr, rangesOf, setOfRange, subtractAddresses, uniteAddresses, type AddressSet } from '../../model/address.ts';
import { connections, EMPTY, union, type ConnectionSet } from '../../model/connection-set.ts';
import { allOf, expressionText, type LabelExpression } from '../../model/label-expression.ts';
import { isJsonObject } from '../../model/shape.ts';

/** Thrown inside this file alone, where a field is not what the API says: such a policy has no meaning of its own. */
class Unreadable extends Error {}

/**
 * Canonical text of what a NetworkPolicy's spec means: null, absent and empty as the API reads them, `policyTypes`
 * defaulted (NP-15 to NP-17), the order and repetition of rules, peers, ports and label requirements left out, blocks
 * as address sets, ports as connection sets, and without rules of directions that the policy does not cover (NP-18,
 * NP-19). Undefined where the spec is not one that the API server would take.
 */
export function networkPolicyMeaning(spec: unknown): string | undefined {
  try {
    const fields = record(spec ?? {});
    const ingress = list(fields['ingress']); const egress = list(fields['egress']);
    const types = new Set(list(fields['policyTypes']).map(text));
    if (types.size === 0) types.add('Ingress').add(egress.length > 0 ? 'Egress' : 'Ingress');
    return JSON.stringify({
      subject: selector(fields['podSelector'] ?? {}),
      ingress: types.has('Ingress') ? rules(ingress, 'from') : null,
      egress: types.has('Egress') ? rules(egress, 'to') : null,
    });
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

const rules = (values: readonly unknown[], peersField: 'from' | 'to'): readonly string[] => canonicalList(values.map((value) => {
  const rule = record(value ?? {});
  return JSON.stringify({ peers: peers(list(rule[peersField])), ports: ports(list(rule['ports'])) });
}));

const canonicalList = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

function peers(values: readonly unknown[]): unknown {
  if (values.length === 0) return 'any';
  const selectors: string[] = [];
  let blocks: AddressSet = NO_ADDRESSES;
  for (const value of values) {
    const peer = record(value);
    if (isGiven(peer['ipBlock'])) blocks = uniteAddresses(blocks, block(record(peer['ipBlock'])));
    else selectors.push(JSON.stringify([peer['namespaceSelector'], peer['podSelector']].map((part) => (isGiven(part) ? selector(part) : null))));
  }
  return { selectors: canonicalList(selectors), blocks: rangesOf(blocks).map((range) => `${String(range.family)} ${String(range.first)} ${String(range.last)}`) };
}

function block(fields: Readonly<Record<string, unknown>>): AddressSet {
  const range = parseCidr(text(fields['cidr']));
  if (range === undefined) throw new Unreadable();
  return list(fields['except']).reduce<AddressSet>((left, except) => {
    const hole = parseCidr(text(except));
    if (hole === undefined) throw new Unreadable();
    return subtractAddresses(left, setOfRange(hole));
  }, setOfRange(range));
}

function ports(values: readonly unknown[]): unknown {
  if (values.length === 0) return 'any';
  let fixed: ConnectionSet = EMPTY;
  const named: string[] = [];
  for (const value of values) {
    const port = record(value);
    const protocol = isGiven(port['protocol']) ? text(port['protocol']) : 'TCP';
    if (protocol !== 'TCP' && protocol !== 'UDP' && protocol !== 'SCTP') throw new Unreadable();
    if (typeof port['port'] === 'string') { named.push(`${protocol} ${port['port']}`); continue; }
    if (!isGiven(port['port'])) { fixed = union(fixed, connections(protocol)); continue; }
    fixed = union(fixed, connections(protocol, number(port['port']), number(port['endPort'] ?? port['port'])));
  }
  return { fixed, named: canonicalList(named) };
}

/** Labels and expressions of a selector, ANDed (LS-1). */
function selector(value: unknown): string {
  const fields = record(value);
  const labels = Object.entries(record(fields['matchLabels'] ?? {})).map(([key, one]): LabelExpression => ({ op: 'in', key, values: [text(one)] }));
  return expressionText(allOf(...labels, ...list(fields['matchExpressions']).map(requirement)));
}

function requirement(value: unknown): LabelExpression {
  const fields = record(value);
  const key = text(fields['key']);
  const values = list(fields['values']).map(text);
  switch (fields['operator']) {
    case 'In': return { op: 'in', key, values };
    case 'NotIn': return { op: 'notIn', key, values };
    case 'Exists': return { op: 'exists', key };
    case 'DoesNotExist': return { op: 'missing', key };
    default: throw new Unreadable();
  }
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (!isJsonObject(value)) throw new Unreadable();
  return value;
}

function list(value: unknown): readonly unknown[] {
  if (!isGiven(value)) return [];
  if (!Array.isArray(value)) throw new Unreadable();
  return value;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Unreadable();
  return value;
}

function number(value: unknown): number {
  if (typeof value !== 'number') throw new Unreadable();
  return value;
}
