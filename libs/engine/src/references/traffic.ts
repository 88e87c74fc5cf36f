import { connections, EMPTY, intersect, ofFamilies, union, type ConnectionSet, type IpFamily, type PortProtocol, type Protocol } from '../model/connection-set.ts';
import { familyBit } from '../model/address.ts';
import type { TrafficQuestion } from '../model/question.ts';
import { atEnd, expect, expectEnd, peek, refuse, scan, take, takeWhile, type Scanner } from './scanner.ts';

/** What a question adds to its traffic. */
export interface TrafficOptions { readonly sourcePort?: number; readonly family?: IpFamily }

const WORD = /[A-Za-z0-9]+/y;
const DIGITS = /\d+/y;
const PORT_NAME = /[A-Za-z0-9-]+/y;
const PORT_PROTOCOLS: Readonly<Record<string, PortProtocol>> = { tcp: 'TCP', udp: 'UDP', sctp: 'SCTP' };
const ICMP_PROTOCOLS: Readonly<Record<string, 'ICMP' | 'ICMPV6'>> = { icmp: 'ICMP', icmpv6: 'ICMPV6' };
/** Numbers of protocols that have ports or types of their own; elsewhere they are plain numbers. */
const BY_NUMBER: Readonly<Record<number, Protocol>> = { 1: 'ICMP', 6: 'TCP', 17: 'UDP', 58: 'ICMPV6', 132: 'SCTP' };

/**
 * Reads `tcp/443`, `tcp/8000-8100`, `tcp/http`, `tcp`, `icmp/8`, `icmp/3/1`, `icmpv6/128` or `proto/47`; null for
 * `any` and the empty text, which ask for every port at once. The protocol's case means nothing.
 *
 * @throws {QuestionError} REF_INVALID with `column` (from 1) and `caret` in its details
 */
export function parseTraffic(text: string, options: TrafficOptions = {}): TrafficQuestion | null {
  const scanner = scan(text);
  const word = takeWhile(scanner, WORD).toLowerCase();
  if ((word === '' || word === 'any') && atEnd(scanner)) return null;
  const question = readTraffic(scanner, word);
  expectEnd(scanner, 'the traffic');
  if (question.kind === 'named') return { ...question, ...options };
  const asked = options.family === undefined ? question.connections : intersect(question.connections, ofFamilies(familyBit(options.family)));
  return { ...question, connections: asked, ...options };
}

function readTraffic(scanner: Scanner, word: string): TrafficQuestion {
  const ported = Object.hasOwn(PORT_PROTOCOLS, word) ? PORT_PROTOCOLS[word] : undefined;
  if (ported !== undefined) return readPorts(scanner, word, ported);
  const icmp = Object.hasOwn(ICMP_PROTOCOLS, word) ? ICMP_PROTOCOLS[word] : undefined;
  if (icmp !== undefined) return readIcmp(scanner, word, icmp);
  if (word !== 'proto') refuse(scanner, 'traffic begins with tcp, udp, sctp, icmp, icmpv6 or proto, or is the word any', 0);
  expect(scanner, '/', 'and the number of the protocol');
  const number = readNumber(scanner, 'protocol number', 0, 255);
  return fixed(ofProtocolNumber(number), `proto/${String(number)}`);
}

function readPorts(scanner: Scanner, word: string, protocol: PortProtocol): TrafficQuestion {
  if (atEnd(scanner)) return fixed(connections(protocol), word);
  expect(scanner, '/', 'and a port after the protocol');
  const start = scanner.position;
  if (!/^\d+(?:-\d*)?$/.test(scanner.text.slice(start))) return readPortName(scanner, word, protocol);
  const first = readNumber(scanner, 'port', 1, 65_535);
  if (!take(scanner, '-')) return fixed(connections(protocol, first, first), `${word}/${String(first)}`);
  const second = scanner.position;
  const last = readNumber(scanner, 'port', 1, 65_535);
  if (last < first) refuse(scanner, 'the range ends before it begins', second);
  return fixed(connections(protocol, first, last), first === last ? `${word}/${String(first)}` : `${word}/${String(first)}-${String(last)}`);
}

/** The API server's rule for names of ports: up to 15 of a-z, 0-9 and dashes, with a letter, no dash first, last or twice. */
function readPortName(scanner: Scanner, word: string, protocol: PortProtocol): TrafficQuestion {
  const start = scanner.position;
  const name = takeWhile(scanner, PORT_NAME);
  if (name === '') refuse(scanner, 'expected a port, a range of ports or the name of a port');
  if (name.length > 15 || !/[a-z]/.test(name) || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) refuse(scanner, 'this is neither a port nor the name of one', start);
  return { kind: 'named', name, protocol, text: `${word}/${name}` };
}

function readIcmp(scanner: Scanner, word: string, protocol: 'ICMP' | 'ICMPV6'): TrafficQuestion {
  if (atEnd(scanner)) return fixed(connections(protocol), word);
  expect(scanner, '/', 'and a type after the protocol');
  const type = readNumber(scanner, 'type', 0, 255);
  if (!take(scanner, '/')) return fixed(connections(protocol, type * 256, type * 256 + 255), `${word}/${String(type)}`);
  const code = readNumber(scanner, 'code', 0, 255);
  return fixed(connections(protocol, type * 256 + code), `${word}/${String(type)}/${String(code)}`);
}

function readNumber(scanner: Scanner, what: string, least: number, most: number): number {
  const start = scanner.position;
  const digits = takeWhile(scanner, DIGITS);
  const number = Number(digits);
  if (digits === '' || number < least || number > most) refuse(scanner, `a ${what} is a number from ${String(least)} to ${String(most)}${digits === '' && peek(scanner) === '' ? ', and none stands here' : ''}`, start);
  return number;
}

function ofProtocolNumber(number: number): ConnectionSet {
  const own = BY_NUMBER[number];
  return union(own === undefined ? EMPTY : connections(own), connections('OTHER', number));
}

const fixed = (set: ConnectionSet, text: string): TrafficQuestion => ({ kind: 'fixed', connections: set, text });
