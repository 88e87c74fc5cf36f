import { GraphQLScalarType, Kind } from 'graphql';

const output = (name: string, description: string, serialize: (value: unknown) => string): GraphQLScalarType => new GraphQLScalarType({
  name, description, serialize,
  parseValue: (value) => text(name, value),
  parseLiteral: (node) => text(name, node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : undefined),
});

function text(name: string, value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(`${name} is a text`);
  return value;
}

const asText = (value: unknown): string => (typeof value === 'number' ? String(value) : value as string);

/** RFC 3339 in UTC with milliseconds. */
export const DateTime = new GraphQLScalarType({
  name: 'DateTime', description: 'RFC 3339, UTC, always with Z.',
  serialize: (value) => (value as Date).toISOString(),
  parseValue: (value) => timeOf(value),
  parseLiteral: (node) => timeOf(node.kind === Kind.STRING ? node.value : undefined),
});

function timeOf(value: unknown): Date {
  const time = typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value) ? new Date(value) : new Date(Number.NaN);
  if (Number.isNaN(time.getTime())) throw new TypeError('DateTime is a time such as 2026-11-22T10:00:00Z');
  return time;
}

export const BigInteger = output('BigInt', 'Decimal string; pair counts exceed 2^31 at 100k pods.', asText);
export const Cidr = output('Cidr', 'Canonical prefix, IPv4 or IPv6.', asText);
export const PortRange = output('PortRange', '"80" or "8000-8100".', asText);
export const Digest = output('Digest', '"sha256:<hex>".', asText);
