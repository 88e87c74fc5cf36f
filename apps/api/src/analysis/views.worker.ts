import { workerData } from 'node:worker_threads';
import { openStorage } from '@postern/db';
import { invariant } from '@postern/engine';
import { answerInBackground } from './background/answer-in-background.ts';
import { keysOf } from './background/background-ask.ts';
import type { BackgroundJob } from './background/background-ask.ts';
import { serve } from './thread/serve.ts';
import { engineBuild } from './stored/engine-build.ts';
import { ViewShelf } from './stored/view-shelf.ts';
import { ViewCache } from './view-cache.ts';
import { diffQuestions, keptQuestions, viewQuestions } from './view-questions.ts';
import type { LoadedView } from './loaded-view.ts';
import type { ViewKey } from './view-key.ts';

const { url, cacheBytes } = workerData as { readonly url: string; readonly cacheBytes: number };
const storage = await openStorage({ url, poolSize: 2, withSession: false, applicationName: 'postern-analysis' });
const shelf = new ViewShelf(storage, engineBuild(), (error) => { process.emitWarning(error instanceof Error ? error : String(error)); });
const views = new ViewCache(storage, shelf, cacheBytes);

const ofView = viewQuestions as unknown as Readonly<Record<string, (loaded: LoadedView, ask: unknown) => unknown>>;
const ofVersions = { ...diffQuestions, ...keptQuestions } as unknown as Readonly<Record<string, (from: typeof storage, cache: ViewCache, body: unknown) => Promise<unknown>>>;

serve(async (name, body, report) => {
  if (name === 'background') {
    const { job, isWhole } = body as { readonly job: BackgroundJob; readonly isWhole: boolean };
    if (isWhole) for (const key of keysOf(job.question)) await views.get(key, true);
    return answerInBackground(storage, views, job, report);
  }
  if (name === 'load') { const { key, isWhole } = body as { readonly key: ViewKey; readonly isWhole: boolean }; await views.get(key, isWhole); return null; }
  const answer = ofView[name];
  if (answer !== undefined) { const { key, ask } = body as { readonly key: ViewKey; readonly ask: unknown }; return answer(await views.get(key), ask); }
  const compare = ofVersions[name];
  invariant(compare !== undefined, 'E-91D4', `nobody answers "${name}"`);
  return compare(storage, views, body);
});
