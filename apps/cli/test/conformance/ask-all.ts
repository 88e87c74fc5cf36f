import { expect } from 'vitest';
import { runCommand } from '../../src/testing/run-command.ts';
import { portSetsText, readPortSets } from './port-sets.ts';
import type { ProbeAnswer } from './probes.ts';
import { SETTINGS } from './recorded-tool.ts';

/** A question for `probe`; without a port it asks for everything. */
export interface Asked { readonly src: string; readonly dst: string; readonly protocol?: string; readonly port?: number | undefined }

/** What `probe` answers, sets included. */
export interface Answered extends ProbeAnswer { readonly verdict: string; readonly set: string; readonly partial?: string; readonly undecided?: string; readonly caveats: readonly { readonly code: string }[] }

/** Puts all questions to one set of manifests and gives the answers in the same order. */
export async function askAll(manifests: readonly string[], questions: readonly Asked[], settings: readonly string[] = SETTINGS): Promise<readonly Answered[]> {
  const lines = questions.map(({ protocol, ...asked }, index) => `${JSON.stringify({ id: String(index), ...asked, ...(protocol === undefined ? { traffic: 'any' } : { protocol }) })}\n`);
  const { exitCode, out, err } = await runCommand(['probe', ...manifests.flatMap((path) => ['--in', path]), ...settings], { stdin: lines });
  expect({ exitCode, err }, err).toMatchObject({ exitCode: 0 });
  const answers = out.trimEnd().split('\n').map((line) => JSON.parse(line) as Answered);
  expect(answers.map(({ id }) => id)).toEqual(questions.map((_, index) => String(index)));
  return answers;
}

/** The set of an answer in comparable form; what is partly or perhaps open beside it. */
export function answerText(answer: Answered | undefined): string {
  if (answer === undefined) return 'no answer';
  if (answer.error !== undefined) return answer.error.message;
  return [portSetsText(readPortSets(answer.set)), ...(answer.partial === undefined ? [] : [`partly ${answer.partial}`]), ...(answer.undecided === undefined ? [] : [`perhaps ${answer.undecided}`])].join(' ');
}
