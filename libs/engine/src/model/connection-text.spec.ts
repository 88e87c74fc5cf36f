import { describe, expect, it } from 'vitest';
import { ALL, ALL_IPV4, ALL_IPV6, ALL_PORTS, connections, EMPTY, intersect, subtract, union, type ConnectionSet } from './connection-set.ts';
import { connectionText, parseConnectionText } from './connection-text.ts';

const all = (...parts: readonly ConnectionSet[]): ConnectionSet => parts.reduce(union, EMPTY);
const PORTS_IPV4 = intersect(ALL_PORTS, ALL_IPV4);

describe('connection text', () => {
  it.each([
    ['TCP 80,8000-8100; UDP 53', all(connections('TCP', 80), connections('TCP', 8000, 8100), connections('UDP', 53))],
    ['ICMP 8', connections('ICMP', 8 * 256, 8 * 256 + 255)],
    ['ICMP 3/1', connections('ICMP', 3 * 256 + 1)],
    ['ICMPv6 128', connections('ICMPV6', 128 * 256, 128 * 256 + 255)],
    ['PROTO 47', connections('OTHER', 47)],
    ['IPv4 TCP 80', connections('TCP', 80, 80, 4)],
    ['IPv6 UDP 53', connections('UDP', 53, 53, 6)],
    ['TCP', connections('TCP')],
    ['PROTO', connections('OTHER')],
    ['ALL', ALL],
    ['', EMPTY],
  ])('prints and reads %j', (text, set) => {
    expect(connectionText(set)).toBe(text);
    expect(parseConnectionText(text)).toEqual([...set]);
  });

  it('says ALL for everything that can be asked', () => {
    expect(connectionText(ALL_PORTS, ALL_PORTS)).toBe('ALL');
    expect(connectionText(ALL, ALL_PORTS)).toBe('ALL');
    expect(connectionText(ALL_PORTS)).toBe('TCP; UDP; SCTP');
  });

  it('does not tell a family apart that cannot be asked about', () => {
    expect(connectionText(connections('TCP', 80), PORTS_IPV4)).toBe('TCP 80');
    expect(connectionText(connections('TCP', 80, 80, 4), PORTS_IPV4)).toBe('TCP 80');
    expect(connectionText(connections('TCP', 80, 80, 6), PORTS_IPV4)).toBe('');
  });

  it('folds a protocol whose two families agree and splits one whose do not', () => {
    expect(connectionText(all(connections('TCP', 80), connections('UDP', 53, 53, 6)), ALL_PORTS)).toBe('TCP 80; IPv6 UDP 53');
    expect(connectionText(all(connections('TCP', 80), connections('TCP', 81, 81, 4)), ALL_PORTS)).toBe('IPv4 TCP 80-81; IPv6 TCP 80');
    expect(connectionText(subtract(ALL_PORTS, ALL_IPV6), ALL_PORTS)).toBe('IPv4 TCP; IPv4 UDP; IPv4 SCTP');
  });

  it('prints an ICMP range of codes code by code and whole types as types', () => {
    expect(connectionText(connections('ICMP', 3 * 256 + 254, 5 * 256 + 1))).toBe('ICMP 3/254,3/255,4,5/0,5/1');
  });

  it.each(['TCP 0', 'TCP 65536', 'TCP 9-8', 'TCP 80-', 'TCP eighty', 'tcp 80', 'TCP 80;UDP 53', 'ICMP 256', 'ICMP 3/256', 'PROTO 256', 'IPv5 TCP 80', 'TCP 80,', 'FOO', 'TCP  80'])('refuses %j', (text) => {
    expect(parseConnectionText(text)).toBeUndefined();
  });
});
