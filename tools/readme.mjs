// node tools/readme.mjs [--update] [PAGE…]: every command of the README and of pages like it is run, and what they show of it compared or rewritten.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assignments, readBlocks, withOutputs } from './readme/blocks.mjs';
import { hasPrograms, runBlock, SHOWN_ADDRESS } from './readme/run-block.mjs';
import { steady } from './readme/steady.mjs';
import { withService } from './readme/with-service.mjs';

const PAGES = ['README.md', ...['cilium', 'enforcement', 'weave', 'flannel', 'canal'].map((name) => `docs/semantics/${name}.md`)];

const root = join(import.meta.dirname, '..');
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const pages = (named.length === 0 ? PAGES : named).map((name) => {
  const markdown = readFileSync(join(root, name), 'utf8');
  return { name, markdown, blocks: readBlocks(markdown) };
});

if (!(await hasPrograms())) {
  console.log('NOT COMPARED: the commands of the README need bash, curl and gzip, and this machine lacks one of them');
  process.exit(0);
}

/** What the blocks of a page write, one after the other. */
async function outputsOf(blocks, service) {
  const texts = [];
  let variables = '';
  for (const { command, output } of blocks) {
    const text = await runBlock(variables + command, service);
    variables += assignments(command);
    texts.push(output === undefined ? undefined : steady(text, output.isLaidOut));
  }
  return texts;
}

async function outputsOfPages(service) {
  const all = [];
  for (const { blocks } of pages) all.push(await outputsOf(blocks, service));
  return all;
}

// The service takes a database, which pages without it need not wait for.
const needsService = pages.some(({ blocks }) => blocks.some(({ command }) => command.includes(SHOWN_ADDRESS)));
const outputs = needsService ? await withService(outputsOfPages) : await outputsOfPages({ url: SHOWN_ADDRESS, token: '' });

const isUpdate = process.argv.includes('--update');
let differing = 0;
for (const [at, { name, markdown, blocks }] of pages.entries()) {
  const shown = outputs[at];
  const stale = blocks.flatMap(({ command, output }, index) => (output === undefined || output.text === shown[index] ? [] : [{ command, now: shown[index] }]));
  differing += stale.length;
  if (isUpdate) {
    writeFileSync(join(root, name), withOutputs(markdown, blocks, shown));
    console.log(`${name}: ${stale.length} outputs rewritten`);
  } else for (const { command, now } of stale) console.error(`${name} shows another output (node tools/readme.mjs --update):\n${command}is now\n${now}`);
}
if (!isUpdate) {
  console.log(`${pages.reduce((sum, { blocks }) => sum + blocks.length, 0)} blocks of commands run, ${differing} outputs differ`);
  process.exitCode = differing === 0 ? 0 : 1;
}
