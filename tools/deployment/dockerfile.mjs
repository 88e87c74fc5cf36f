// As much of a Dockerfile as ours says: stages, copies and commands.
import { isIgnoredBy } from './ignore-pattern.mjs';

const joined = (text) => text.replaceAll(/\\\n/gu, ' ').split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));

const words = (text) => text.split(/\s+/u).filter((word) => word !== '');

/** @returns {{name: string, base: string, user: string | undefined, copies: {from: string | undefined, sources: string[]}[], commands: string[][]}[]} */
export function readDockerfile(text) {
  const stages = [];
  for (const line of joined(text)) {
    const [instruction, ...rest] = words(line);
    const stage = stages.at(-1);
    if (instruction === 'FROM') { const [base, , name] = rest; stages.push({ name: name ?? String(stages.length), base, user: undefined, copies: [], commands: [] }); }
    if (instruction === 'COPY') {
      const from = rest.find((word) => word.startsWith('--from='))?.slice('--from='.length);
      stage.copies.push({ from, sources: rest.filter((word) => !word.startsWith('--')).slice(0, -1) });
    }
    if (instruction === 'USER') [stage.user] = rest;
    const command = /^(?:CMD|ENTRYPOINT|HEALTHCHECK.*? CMD)\s*(\[.*\])$/u.exec(line);
    if (command !== null) stage.commands.push(JSON.parse(command[1]));
    if (instruction === 'RUN' && rest[0] === 'node') stage.commands.push(rest);
  }
  return stages;
}

/** The paths that a `.dockerignore` keeps out of the build. */
export function readIgnored(text) {
  const patterns = joined(text);
  return (path) => patterns.some((pattern) => isIgnoredBy(path, pattern));
}
