import { parseAddress, parseCidr, type AddressRange } from '../model/address.ts';
import { readSelector } from './label-selector.ts';
import { WORKLOAD_PREFIXES, type LabelRequirement, type Reference } from './reference.ts';
import { atEnd, expect, expectEnd, peek, refuse, rest, scan, take, takeWhile, type Scanner } from './scanner.ts';

/** Wider than what the API server accepts, so that a name with a slip in it is looked for and near names are offered. */
const NAME = /[^\s\p{C}/{}(),:]+/uy;
const HOST_NAME = /[A-Za-z0-9*_.-]+/y;
const PREFIX = /[A-Za-z]+/y;

/**
 * Reads an endpoint reference by the grammar alone, asking no view.
 *
 * @throws {QuestionError} REF_INVALID with `column` (from 1) and `caret` in its details
 */
export function parseReference(text: string): Reference {
  const scanner = scan(text);
  const prefix = takeWhile(scanner, PREFIX);
  if (prefix === 'internet' && atEnd(scanner)) return { kind: 'internet' };
  const reader = Object.hasOwn(READERS, prefix) ? READERS[prefix] : undefined;
  if (peek(scanner) !== ':') refuse(scanner, withoutPrefix(text), 0);
  if (reader === undefined) refuse(scanner, unknownPrefix(prefix), 0);
  take(scanner, ':');
  const reference = reader(scanner);
  expectEnd(scanner, 'the reference');
  return reference;
}

type Reader = (scanner: Scanner) => Reference;

const READERS: Readonly<Record<string, Reader>> = {
  pod: (scanner) => ({ kind: 'pod', ...readNamespaced(scanner, 'pod') }),
  ...Object.fromEntries([...WORKLOAD_PREFIXES, 'workload' as const].map((prefix): [string, Reader] => [prefix, (scanner) => ({ kind: 'workload', prefix, ...readNamespaced(scanner, 'workload') })])),
  ns: (scanner) => ({ kind: 'namespace', name: readName(scanner, 'namespace') }),
  svc: readService,
  ip: (scanner) => ({ kind: 'address', range: readRange(scanner) }),
  node: (scanner) => ({ kind: 'node', name: readName(scanner, 'node') }),
  sel: readPodSelector,
  hypothetical: (scanner) => ({ kind: 'hypothetical', namespace: readName(scanner, 'namespace'), labels: readLabels(scanner) }),
  fqdn: (scanner) => ({ kind: 'fqdn', name: readHostName(scanner) }),
  entity: (scanner) => ({ kind: 'entity', name: readName(scanner, 'entity') }),
  identity: (scanner) => ({ kind: 'identity', labels: readLabels(scanner) }),
};

const KNOWN_AS: Readonly<Record<string, string>> = {
  pods: 'pod', po: 'pod', deployment: 'deploy', deployments: 'deploy', statefulset: 'sts', daemonset: 'ds', replicaset: 'rs', replicationcontroller: 'rc',
  cj: 'cronjob', namespace: 'ns', service: 'svc', address: 'ip', cidr: 'ip', selector: 'sel', dns: 'fqdn',
};

function unknownPrefix(prefix: string): string {
  const word = prefix.toLowerCase();
  const meant = Object.hasOwn(READERS, word) ? word : Object.hasOwn(KNOWN_AS, word) ? KNOWN_AS[word] : undefined;
  return meant === undefined ? `a reference begins with one of ${Object.keys(READERS).map((known) => `${known}:`).join(' ')} or is the word internet` : `unknown kind "${prefix}:", write ${meant}:`;
}

function withoutPrefix(text: string): string {
  const address = parseAddress(text) ?? parseCidr(text);
  if (address !== undefined) return `an address is written ip:${text}`;
  if (/^[a-z0-9.-]+\/[a-z0-9.-]+$/.test(text)) return `a reference begins with its kind: write pod:${text} or workload:${text}`;
  return 'a reference begins with its kind, such as pod:shop/web-1, deploy:shop/web, ns:shop or ip:10.2.0.7';
}

function readName(scanner: Scanner, what: string): string {
  const name = takeWhile(scanner, NAME);
  if (name === '') refuse(scanner, `expected the name of a ${what}`);
  return name;
}

function readNamespaced(scanner: Scanner, what: string): { namespace: string; name: string } {
  const namespace = readName(scanner, 'namespace');
  expect(scanner, '/', `and the name of the ${what} after the namespace`);
  return { namespace, name: readName(scanner, what) };
}

function readService(scanner: Scanner): Reference {
  const service = readNamespaced(scanner, 'service');
  return { kind: 'service', ...service, port: take(scanner, ':') ? readName(scanner, 'port') : null };
}

function readHostName(scanner: Scanner): string {
  const name = takeWhile(scanner, HOST_NAME);
  if (name === '') refuse(scanner, 'expected a DNS name');
  return name.toLowerCase();
}

function readPodSelector(scanner: Scanner): Reference {
  if (peek(scanner) !== '{') return { kind: 'selector', namespace: readName(scanner, 'namespace'), pods: readSelector(scanner) };
  const namespace = readSelector(scanner);
  expect(scanner, '/', 'and a selector of pods after the selector of namespaces');
  return { kind: 'selector', namespace, pods: readSelector(scanner) };
}

/** Labels that something has, so each part says one key and one value. */
function readLabels(scanner: Scanner): readonly LabelRequirement[] {
  const start = scanner.position;
  const labels = readSelector(scanner);
  if (!labels.every((label) => label.op === 'in' && label.values.length === 1)) refuse(scanner, 'labels are written {key=value,…} here', start);
  if (new Set(labels.map((label) => label.key)).size < labels.length) refuse(scanner, 'a label key stands here twice', start);
  return labels;
}

function readRange(scanner: Scanner): AddressRange {
  const start = scanner.position;
  const text = rest(scanner);
  scanner.position = scanner.text.length;
  if (text === '') refuse(scanner, 'expected an address, a CIDR or a range first-last', start);
  if (text.includes('/')) return parseCidr(text) ?? refuse(scanner, 'this is no CIDR', start);
  const dash = text.indexOf('-');
  const first = parseAddress(dash < 0 ? text : text.slice(0, dash)) ?? refuse(scanner, 'this is no IP address', start);
  if (dash < 0) return rangeOf(first, first) as AddressRange;
  const last = parseAddress(text.slice(dash + 1)) ?? refuse(scanner, 'this is no IP address', start + dash + 1);
  return rangeOf(first, last) ?? refuse(scanner, first.family === last.family ? 'the range ends before it begins' : 'both ends of a range are of one address family', start + dash + 1);
}

function rangeOf(first: { family: 4 | 6; value: number | bigint }, last: { family: 4 | 6; value: number | bigint }): AddressRange | undefined {
  if (first.family !== last.family || first.value > last.value) return undefined;
  return { family: first.family, first: first.value, last: last.value } as AddressRange;
}
