import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../testing/folder.ts';
import { runCommand } from '../testing/run-command.ts';

const TEXTBOOK = ['probe', '--in', `${EXAMPLES}/textbook`];
const question = { id: '1', src: 'pod:frontend/frontend', dst: 'pod:backend/app-1', protocol: 'TCP', port: 8080 };

interface Answered { readonly id: unknown; readonly allowed?: unknown }

async function probe(...lines: readonly (object | string)[]): Promise<readonly Answered[]> {
  const stdin = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
  const { exitCode, out, err } = await runCommand(TEXTBOOK, { stdin });
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  return out.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Answered);
}

describe('probe', () => {
  it('answers with both directions and the rules that decide', async () => {
    const [record] = await probe(question);
    expect(record).toMatchObject({
      id: '1', verdict: 'ALLOWED', allowed: true, set: 'TCP 8080', confidence: 'EXACT', byBasis: { specified: 'ALLOWED', enforced: 'UNKNOWN' },
      egress: { verdict: 'ALLOWED', allowed: true, decidedBy: [{ code: 'DEFAULT_ALLOW' }], isolatedBy: [], passedBy: [] },
      ingress: { verdict: 'ALLOWED', allowed: true, isolatedBy: [], passedBy: [], decidedBy: [{
        tier: 'NETWORK_POLICY', tierName: 'NetworkPolicy', code: 'ADMITTED_BY_RULE', action: 'allow', group: 'networking.k8s.io', kind: 'NetworkPolicy',
        namespace: 'backend', name: 'frontend-to-app-1', rule: 0, ruleName: null, pointer: '/spec/ingress/0', file: expect.stringMatching(/policies\.yaml$/) as string, peers: [0], ports: [0],
      }] },
    });
  });

  it('keeps the order and the kind of the ids', async () => {
    const records = await probe({ ...question, id: 'b' }, { ...question, id: 7, port: 9 }, { ...question, id: 'a' });
    expect(records.map(({ id, allowed }) => [id, allowed])).toEqual([['b', true], [7, false], ['a', true]]);
  });

  it.each([
    ['the whole set', { traffic: 'any' }, { verdict: 'ALLOWED', set: 'TCP 8080' }],
    ['traffic in the notation of references', { traffic: 'tcp/8000-8100' }, { verdict: 'PARTIAL', allowed: false, set: 'TCP 8080' }],
    ['a named port', { port: 'http' }, { verdict: 'ALLOWED' }],
    ['a family that both ends have', { family: 'IPv4' }, { verdict: 'ALLOWED' }],
    ['a family that they lack', { family: 'IPv6' }, { allowed: false }],
    ['a source port', { sourcePort: 40_000 }, { verdict: 'ALLOWED' }],
    ['ICMP, which the API does not define', { protocol: 'ICMP', port: undefined, icmpType: 8, icmpCode: 0 }, { verdict: 'UNKNOWN', allowed: null }],
    ['another protocol', { protocol: 47, port: undefined }, { verdict: 'UNKNOWN', allowed: null }],
    ['lower-case protocols', { protocol: 'tcp' }, { verdict: 'ALLOWED' }],
  ])('takes %s', async (_, change, wanted) => {
    const asked = Object.keys(change).includes('traffic') ? { id: '1', src: question.src, dst: question.dst, ...change } : { ...question, ...change };
    expect((await probe(asked))[0]).toMatchObject(wanted);
  });

  it.each([
    ['no JSON', 'hello', null, 'VALIDATION_FAILED'],
    ['no object', '[1]', null, 'VALIDATION_FAILED'],
    ['no source', { ...question, src: undefined }, '1', 'VALIDATION_FAILED'],
    ['a port out of range', { ...question, port: 70_000 }, '1', 'REF_INVALID'],
    ['a port of another kind', { ...question, port: {} }, '1', 'VALIDATION_FAILED'],
    ['an unknown family', { ...question, family: 'IPv5' }, '1', 'VALIDATION_FAILED'],
    ['a family without a protocol', { id: '1', src: question.src, dst: question.dst, traffic: 'any', family: 'IPv4' }, '1', 'VALIDATION_FAILED'],
    ['a code without a type', { ...question, port: undefined, icmpCode: 1 }, '1', 'VALIDATION_FAILED'],
    ['a reference that cannot be read', { ...question, src: 'pod:x' }, '1', 'REF_INVALID'],
    ['an end that is not there', { ...question, dst: 'pod:backend/app-3' }, '1', 'ENDPOINT_NOT_IN_VIEW'],
  ])('answers %s with a record that says so, and goes on', async (_, line, id, code) => {
    const records = await probe(line, { ...question, id: 'next' });
    expect(records[0]).toMatchObject({ id, error: { code } });
    expect(records[1]).toMatchObject({ id: 'next', allowed: true });
  });

  it('skips blank lines and needs no line feed at the end', async () => {
    const { out } = await runCommand(TEXTBOOK, { stdin: `\n${JSON.stringify(question)}\n\n${JSON.stringify({ ...question, id: '2' })}` });
    expect(out.trimEnd().split('\n')).toHaveLength(2);
  });

  it('answers each line before the next one comes', async () => {
    const seen: number[] = [];
    let written = 0;
    function* lines(): Generator<string> {
      for (let index = 0; index < 3; index += 1) { seen.push(written); yield `${JSON.stringify(question)}\n`; }
    }
    await runCommand(TEXTBOOK, { stdin: lines(), onWrite: () => { written += 1; } });
    expect(seen).toEqual([0, 1, 2]);
  });

  it('reads lines that come in any pieces', async () => {
    const text = `${JSON.stringify({ ...question, id: 'é–1' })}\n${JSON.stringify({ ...question, id: '2' })}\n`;
    const { out } = await runCommand(TEXTBOOK, { stdin: Array.from(text) });
    expect(out.trimEnd().split('\n').map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['é–1', '2']);
  });

  it('refuses a line without end and answers what follows', async () => {
    const records = await probe(`"${'x'.repeat(3_000_000)}"`, question);
    expect(records).toMatchObject([{ id: null, error: { code: 'VALIDATION_FAILED' } }, { id: '1', allowed: true }]);
  });

  it('takes its questions and its files from different places', async () => {
    expect(await runCommand(['probe', '--in', '-'])).toMatchObject({ exitCode: 2, out: '' });
  });
});
