import { describe, expect, it } from 'vitest';
import { assignments, readBlocks, withOutputs } from './blocks.mjs';
import { runBlock } from './run-block.mjs';
import { layOut, steady } from './steady.mjs';

const PAGE = [
  'Words.', '<!-- not run -->', '```sh', 'npm start', '```', '', '```sh', 'who=me', 'echo one', '```', '',
  '<!-- output of the commands above -->', '```text', 'old', '```', '', '```sh', 'two', '```', '', '<!-- output of the command above, laid out -->', '```json', '```', '', 'The end.', '',
].join('\n');

describe('the commands of the README', () => {
  it('are its shell blocks, each with the output that is shown for it', () => {
    expect(readBlocks(PAGE)).toMatchObject([
      { command: 'who=me\necho one\n', output: { text: 'old\n', isLaidOut: false } },
      { command: 'two\n', output: { text: '', isLaidOut: true } },
    ]);
  });

  it('get their outputs where these stood', () => {
    const changed = withOutputs(PAGE, readBlocks(PAGE), ['new\nand more\n', '{}\n']);
    expect(readBlocks(changed).map(({ output }) => output.text)).toEqual(['new\nand more\n', '{}\n']);
    expect(withOutputs(changed, readBlocks(changed), ['old\n', ''])).toBe(PAGE);
  });

  it('know the variables of the blocks before them', () => { expect(assignments('who=me\necho a=b\n')).toBe('who=me\n'); });

  it.each([
    ['shows an output that nothing made', '```text\nby hand\n```\n'],
    ['shows an output before any command', '<!-- output of the command above -->\n```text\nx\n```\n'],
    ['shows two outputs of one command', `${PAGE}<!-- output of the command above -->\n\`\`\`text\nx\n\`\`\`\n`],
  ])('are no proof where it %s', (_, page) => { expect(() => readBlocks(page)).toThrow(/^line \d+: /u); });

  const service = { url: 'http://127.0.0.1:9', token: 'postern_x' };
  it('are given the service that runs, and show the usual address', async () => {
    expect(await runBlock('echo "http://127.0.0.1:3000/v1 $POSTERN_TOKEN"\n', service)).toBe('http://127.0.0.1:3000/v1 postern_x\n');
    await expect(runBlock('echo http://127.0.0.1:3000 | grep -c 127.0.0.1:9\n', service)).resolves.toBe('1\n');
  });

  it('find a kubectl that answers from the example', async () => {
    const list = JSON.parse(await runBlock('kubectl get pods,networkpolicies -A -o json\n', service));
    expect(list.items.map(({ metadata }) => metadata.name)).toEqual(['frontend', 'app-1', 'app-2', 'default-deny-ingress', 'frontend-to-app-1']);
    expect((await runBlock("kubectl get nodes -A -o jsonpath='{.items}'\n", service)).split('\n')).toHaveLength(2);
  });

  it('fail loudly', async () => {
    await expect(runBlock('echo half; false; echo rest\n', service)).rejects.toThrow(/^ended with 1/u);
    await expect(runBlock('exit 2\n', service)).rejects.toThrow(/^ended with 2/u);
    await expect(runBlock('false | cat\n', service)).rejects.toThrow(/^ended with 1/u);
  });
});

describe('the outputs of the README', () => {
  it('hide what differs from run to run', () => {
    const text = `at 2026-11-25T12:29:22.344Z of sha256:${'0a'.repeat(32)} by curl/7.88.1`;
    expect(steady(`${text}\n\n`, false)).toBe('at 2026-01-01T00:00:00.000Z of sha256:… by curl/8\n');
  });

  it('are no refusals', () => {
    expect(() => steady('{"errors":[{"message":"no such field"}]}', true)).toThrow(/no such field/u);
    expect(() => steady('words', true)).toThrow(SyntaxError);
  });

  it('are laid out in few lines, and say the same', () => {
    const value = { short: [1, { a: null }], long: ['x'.repeat(60), 'y'.repeat(60)], empty: {} };
    const text = layOut(value);
    expect(JSON.parse(text)).toEqual(value);
    expect(text.split('\n')).toEqual(['{', '  "short": [1, {"a": null}],', '  "long": [', `    "${'x'.repeat(60)}",`, `    "${'y'.repeat(60)}"`, '  ],', '  "empty": {}', '}']);
  });
});
