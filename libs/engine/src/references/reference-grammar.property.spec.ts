import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IPV4_LAST, IPV6_LAST } from '../model/address.ts';
import { QuestionError } from '../model/failure.ts';
import { parseReference } from './parse-reference.ts';
import { referenceText, WORKLOAD_PREFIXES, type LabelRequirement, type Reference } from './reference.ts';
import { parseTraffic } from './traffic.ts';
import { parseViewReference, viewReferenceText, type ViewReference } from './view-reference.ts';

const name = fc.stringMatching(/^[a-z]([a-z0-9.-]{0,12}[a-z0-9])?$/);
const key = fc.stringMatching(/^[a-z]([a-z0-9._-]{0,6}[a-z0-9])?(\/[a-z]([a-z0-9._-]{0,6}[a-z0-9])?)?$/);
const value = fc.stringMatching(/^([a-zA-Z0-9]([a-zA-Z0-9._-]{0,6}[a-zA-Z0-9])?)?$/);
const sortedValues = fc.uniqueArray(value, { minLength: 1, maxLength: 3 }).map((values) => values.sort());
const requirement: fc.Arbitrary<LabelRequirement> = fc.oneof(
  fc.record({ op: fc.constantFrom('in' as const, 'notin' as const), key, values: sortedValues }),
  fc.record({ op: fc.constantFrom('exists' as const, 'missing' as const), key }),
);
const requirements = fc.uniqueArray(requirement, { maxLength: 3, selector: (one) => referenceText({ kind: 'identity', labels: [one] }) })
  .map((list) => list.sort((a, b) => (referenceText({ kind: 'identity', labels: [a] }).slice(0, -1) < referenceText({ kind: 'identity', labels: [b] }).slice(0, -1) ? -1 : 1)));
const labels = fc.uniqueArray(fc.record({ op: fc.constant('in' as const), key, values: value.map((one) => [one]) }), { maxLength: 3, selector: (one) => one.key })
  .map((list) => list.sort((a, b) => (`${a.key}=${a.values.join('')}` < `${b.key}=${b.values.join('')}` ? -1 : 1)));
const range4 = fc.tuple(fc.nat(IPV4_LAST), fc.nat(IPV4_LAST)).map(([a, b]) => ({ family: 4 as const, first: Math.min(a, b), last: Math.max(a, b) }));
const range6 = fc.tuple(fc.bigInt(0n, IPV6_LAST), fc.bigInt(0n, IPV6_LAST)).map(([a, b]) => ({ family: 6 as const, first: a < b ? a : b, last: a < b ? b : a }));

const reference: fc.Arbitrary<Reference> = fc.oneof(
  fc.record({ kind: fc.constant('pod' as const), namespace: name, name }),
  fc.record({ kind: fc.constant('workload' as const), prefix: fc.constantFrom(...WORKLOAD_PREFIXES, 'workload' as const), namespace: name, name }),
  fc.record({ kind: fc.constantFrom('namespace' as const, 'node' as const, 'fqdn' as const, 'entity' as const), name }),
  fc.record({ kind: fc.constant('service' as const), namespace: name, name, port: fc.option(name) }),
  fc.record({ kind: fc.constant('address' as const), range: fc.oneof(range4, range6) }),
  fc.constant({ kind: 'internet' as const }),
  fc.record({ kind: fc.constant('selector' as const), namespace: fc.oneof(name, requirements), pods: requirements }),
  fc.record({ kind: fc.constant('hypothetical' as const), namespace: name, labels }),
  fc.record({ kind: fc.constant('identity' as const), labels }),
);

const view: fc.Arbitrary<ViewReference> = fc.oneof(
  fc.record({ kind: fc.constant('scenario' as const), id: fc.stringMatching(/^[0-9A-Z]{1,26}$/) }),
  fc.record({
    kind: fc.constant('snapshot' as const), cluster: name, at: fc.oneof(
      fc.constant({ by: 'latest' as const }), fc.record({ by: fc.constant('sequence' as const), sequence: fc.integer({ min: 1 }) }),
      fc.record({ by: fc.constant('digest' as const), digest: fc.stringMatching(/^[0-9a-f]{6,64}$/) }),
      fc.record({ by: fc.constant('time' as const), time: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((date) => date.toISOString()) }),
    ),
  }),
);

describe('the grammar of references', () => {
  it('reads back every endpoint reference that it prints', () => {
    fc.assert(fc.property(reference, (one) => { expect(parseReference(referenceText(one))).toEqual(one); }));
  });

  it('reads back every view reference that it prints', () => {
    fc.assert(fc.property(view, (one) => { expect(parseViewReference(viewReferenceText(one))).toEqual(one); }));
  });

  it('reads back the text of every traffic that it reads', () => {
    const port = fc.integer({ min: 1, max: 65_535 });
    const text = fc.oneof(
      fc.tuple(fc.constantFrom('tcp', 'udp', 'sctp'), port).map(([protocol, one]) => `${protocol}/${String(one)}`),
      fc.tuple(port, port).map(([a, b]) => `tcp/${String(Math.min(a, b))}-${String(Math.max(a, b))}`),
      fc.tuple(fc.nat(255), fc.nat(255)).map(([type, code]) => `icmp/${String(type)}/${String(code)}`),
      fc.nat(255).map((number) => `proto/${String(number)}`), fc.constantFrom('tcp/http', 'udp/dns-tcp', 'icmpv6/128', 'tcp'),
    );
    fc.assert(fc.property(text, (one) => {
      const read = parseTraffic(one);
      expect(parseTraffic(read?.text ?? '')).toEqual(read);
      expect(read?.kind === 'fixed' && read.connections.length === 0).toBe(false);
    }));
  });

  it('answers any text with a reference or with REF_INVALID and a column inside it', () => {
    const near = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.tuple(reference, fc.nat(40), fc.string({ maxLength: 3 })).map(([one, at, extra]) => {
      const text = referenceText(one);
      return text.slice(0, at) + extra + text.slice(at + 1);
    }));
    fc.assert(fc.property(near, (text) => {
      for (const parse of [parseReference, parseTraffic, parseViewReference]) {
        try { parse(text); } catch (error) {
          expect(error).toBeInstanceOf(QuestionError);
          const { code, details } = error as QuestionError;
          expect(code).toBe('REF_INVALID');
          expect(details['column']).toSatisfy((column: number) => column >= 1 && column <= text.length + 1);
        }
      }
    }), { numRuns: 500 });
  });
});
