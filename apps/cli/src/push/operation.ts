import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-code.ts';
import { request, type Service, type ServiceAnswer } from './service.ts';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;

/** What an operation made. */
export interface Made { readonly answer: ServiceAnswer; readonly isUnchanged: boolean }

/** Follows an operation to its end, and gives what it made where it says so. */
export async function followOperation(service: Service, location: string, onProgress: (share: number) => void): Promise<Made> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)) {
    const answer = await request(service, location, { method: 'GET' });
    const { state, progress, problem, resultUrl, unchanged } = answer.body;
    if (state === 'FAILED' || state === 'CANCELLED') throw new CommandFailure(EXIT.INPUT_UNREADABLE, `the service could not take it: ${problemLine(problem, state)}`);
    if (state === 'SUCCEEDED') return { answer: typeof resultUrl === 'string' ? await request(service, resultUrl, { method: 'GET' }) : answer, isUnchanged: unchanged === true };
    if (typeof progress === 'number') onProgress(progress);
    await new Promise((resolve) => { setTimeout(resolve, pauseMs); });
  }
}

function problemLine(problem: unknown, state: string): string {
  if (typeof problem !== 'object' || problem === null) return state.toLowerCase();
  const { title, detail, code } = problem as Readonly<Record<string, unknown>>;
  return `${[title, detail].filter((part) => typeof part === 'string').join(': ')}${typeof code === 'string' ? ` (${code})` : ''}`;
}
