import { describe, expect, it } from 'vitest';
import { connections, union } from '../model/connection-set.ts';
import { QuestionError } from '../model/failure.ts';
import { parseReference } from './parse-reference.ts';
import { parseTraffic } from './traffic.ts';
import { parseViewReference } from './view-reference.ts';

function refusal(parse: (text: string) => unknown, text: string): { column: unknown; caret: unknown; message: string } {
  try { parse(text); } catch (error) {
    if (error instanceof QuestionError && error.code === 'REF_INVALID') return { column: error.details['column'], caret: error.details['caret'], message: error.message };
  }
  throw new Error(`${text} was not refused`);
}

describe('references that cannot be read', () => {
  it('are shown with a caret under the column', () => {
    expect(refusal(parseReference, 'pod:shop')).toMatchObject({ column: 9, caret: 'pod:shop\n        ^' });
    expect(refusal(parseReference, 'ip:10.0.0.0/33')).toMatchObject({ column: 4 });
    expect(refusal(parseReference, 'ip:10.0.0.9-10.0.0.1')).toMatchObject({ column: 13, message: 'the range ends before it begins' });
    expect(refusal(parseReference, 'ip:10.0.0.1-fd00::1')).toMatchObject({ column: 13 });
    expect(refusal(parseReference, 'sel:shop{app like web}')).toMatchObject({ column: 14 });
    expect(refusal(parseReference, 'pod:shop/web x')).toMatchObject({ column: 13 });
  });

  it('without a kind are answered with what to write', () => {
    expect(refusal(parseReference, 'shop/web')).toMatchObject({ column: 1, message: expect.stringContaining('pod:shop/web or workload:shop/web') as string });
    expect(refusal(parseReference, '10.0.0.7').message).toContain('ip:10.0.0.7');
    expect(refusal(parseReference, 'deployment:shop/web').message).toContain('write deploy:');
    expect(refusal(parseReference, 'Pod:shop/web').message).toContain('write pod:');
    expect(refusal(parseReference, 'toString:shop/web').message).toContain('begins with one of');
  });

  it('show no control characters of the text', () => {
    expect(refusal(parseReference, 'pod:\u001B[31m').caret).toBe('pod:\u{FFFD}[31m\n    ^');
  });

  it('of more than 1000 characters are not echoed', () => {
    expect(refusal(parseReference, `pod:${'x'.repeat(2000)}`)).toMatchObject({ column: 1001, caret: '' });
  });

  it('of versions say what a version looks like', () => {
    expect(refusal(parseViewReference, 'prod')).toMatchObject({ column: 5, message: expect.stringContaining('prod@latest') as string });
    expect(refusal(parseViewReference, 'prod@2026-02-30T00:00:00Z')).toMatchObject({ column: 6, message: 'there is no such time' });
    expect(refusal(parseViewReference, 'prod@0').column).toBe(6);
    expect(refusal(parseViewReference, 'prod@sha256:XYZ').column).toBe(13);
  });
});

describe('traffic', () => {
  it('is refused with a caret where a number is out of range', () => {
    expect(refusal(parseTraffic, 'tcp/0')).toMatchObject({ column: 5, caret: 'tcp/0\n    ^' });
    expect(refusal(parseTraffic, 'tcp/65536').column).toBe(5);
    expect(refusal(parseTraffic, 'tcp/80-79').column).toBe(8);
    expect(refusal(parseTraffic, 'tcp/80-').column).toBe(8);
    expect(refusal(parseTraffic, 'icmp/8/256').column).toBe(8);
    expect(refusal(parseTraffic, 'proto/256').column).toBe(7);
    expect(refusal(parseTraffic, 'tcp/a--b').column).toBe(5);
    expect(refusal(parseTraffic, 'http').column).toBe(1);
  });

  it('is read without regard to the case of the protocol', () => {
    expect(parseTraffic('TCP/443')).toEqual({ kind: 'fixed', connections: connections('TCP', 443), text: 'tcp/443' });
    expect(parseTraffic('ICMPv6/128')).toMatchObject({ connections: connections('ICMPV6', 128 * 256, 128 * 256 + 255) });
  });

  it('is null for any, which asks for every port at once', () => {
    expect(parseTraffic('any')).toBeNull();
    expect(parseTraffic('')).toBeNull();
  });

  it('keeps a named port for the destination to resolve', () => {
    expect(parseTraffic('tcp/http')).toEqual({ kind: 'named', name: 'http', protocol: 'TCP', text: 'tcp/http' });
  });

  it('reads the number of a protocol with ports as that protocol', () => {
    expect(parseTraffic('proto/6')).toMatchObject({ connections: connections('TCP') });
    expect(parseTraffic('proto/1')).toMatchObject({ connections: union(connections('ICMP'), connections('OTHER', 1, 1, 6)) });
  });

  it('is cut to the family that the question names', () => {
    expect(parseTraffic('udp/53', { family: 6, sourcePort: 1024 })).toEqual({ kind: 'fixed', connections: connections('UDP', 53, 53, 6), family: 6, sourcePort: 1024, text: 'udp/53' });
  });
});
