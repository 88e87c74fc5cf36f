// node tools/readme.mjs [--update]: every command of the README is run, and what the README shows of it compared or rewritten.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assignments, readBlocks, withOutputs } from './readme/blocks.mjs';
import { hasPrograms, runBlock } from './readme/run-block.mjs';
import { steady } from './readme/steady.mjs';
import { withService } from './readme/with-service.mjs';

const file = join(import.meta.dirname, '..', 'README.md');
const markdown = readFileSync(file, 'utf8');
const blocks = readBlocks(markdown);

if (!(await hasPrograms())) {
  console.log('NOT COMPARED: the commands of the README need bash, curl and gzip, and this machine lacks one of them');
  process.exit(0);
}
const outputs = await withService(async (service) => {
  const texts = [];
  let variables = '';
  for (const { command, output } of blocks) {
    const text = await runBlock(variables + command, service);
    variables += assignments(command);
    texts.push(output === undefined ? undefined : steady(text, output.isLaidOut));
  }
  return texts;
});

const stale = blocks.flatMap(({ command, output }, index) => (output === undefined || output.text === outputs[index] ? [] : [{ command, now: outputs[index] }]));
if (process.argv.includes('--update')) {
  writeFileSync(file, withOutputs(markdown, blocks, outputs));
  console.log(`README.md: ${stale.length} outputs rewritten`);
} else {
  for (const { command, now } of stale) console.error(`README.md shows another output (node tools/readme.mjs --update):\n${command}is now\n${now}`);
  console.log(`${blocks.length} blocks of commands run, ${stale.length} outputs differ`);
  process.exitCode = stale.length === 0 ? 0 : 1;
}
