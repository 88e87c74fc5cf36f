// The README as a list of commands, each with the place of the output that is shown for it.
const RUN = /^```sh\n(?<command>[\s\S]*?)^```$/mu;
const NOT_RUN = '<!-- not run -->\n';
const OUTPUT = /^<!-- output of the commands? above(?<laidOut>, laid out)? -->\n```\w+\n(?<text>[\s\S]*?)^```$/mu;
const FENCE = /(?:^<!-- [^\n]+ -->\n)?^```[\s\S]*?^```$/gmu;

/**
 * @returns {{command: string, output?: {start: number, end: number, text: string, isLaidOut: boolean}}[]}
 * @throws {Error} where a block shows output and says of no command, or says so of none
 */
export function readBlocks(markdown) {
  const blocks = [];
  for (const { 0: fence, index } of markdown.matchAll(FENCE)) {
    const line = markdown.slice(0, index).split('\n').length;
    if (fence.startsWith(NOT_RUN)) continue;
    const command = RUN.exec(fence.replace(/^<!--[^\n]*\n/u, ''))?.groups?.command;
    const output = OUTPUT.exec(fence);
    if (output !== null) {
      const last = blocks.at(-1);
      if (last === undefined || last.output !== undefined) throw new Error(`line ${line}: output of no command`);
      const start = index + fence.indexOf('\n', fence.indexOf('```')) + 1;
      last.output = { start, end: start + output.groups.text.length, text: output.groups.text, isLaidOut: output.groups.laidOut !== undefined };
    } else if (command === undefined || !fence.startsWith('```')) throw new Error(`line ${line}: neither a command to run, nor marked as its output or as not run`);
    else blocks.push({ command });
  }
  return blocks;
}

/** The README with other outputs, in the order of its blocks; `undefined` where a block shows none. */
export function withOutputs(markdown, blocks, outputs) {
  let text = markdown;
  // From the end, so that the places before stay what they were.
  for (const [index, { output }] of [...blocks.entries()].reverse()) {
    if (output !== undefined) text = text.slice(0, output.start) + outputs[index] + text.slice(output.end);
  }
  return text;
}

/** What a reader's shell still knows in the blocks after this one. */
export const assignments = (command) => (command.match(/^\w+=\S+$/gmu) ?? []).map((line) => `${line}\n`).join('');
