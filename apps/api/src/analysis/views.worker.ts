import { workerData } from 'node:worker_threads';
import { openStorage } from '@postern/db';
import { invariant } from '@postern/engine';
import { serve } from './thread/serve.ts';
import { ViewCache } from './view-cache.ts';
import { diffQuestions, viewQuestions } from './view-questions.ts';
import type { LoadedView } from './loaded-view.ts';
import type { ViewKey } from './view-key.ts';

const { url, entries } = workerData as { readonly url: string; readonly entries: number };
const storage = await openStorage({ url, poolSize: 2, withSession: false, applicationName: 'postern-analysis' });
const views = new ViewCache(storage, entries);

const ofView = viewQuestions as unknown as Readonly<Record<string, (loaded: LoadedView, ask: unknown) => unknown>>;
const ofVersions = diffQuestions as unknown as Readonly<Record<string, (from: typeof storage, cache: ViewCache, body: unknown) => Promise<unknown>>>;

serve(async (name, body) => {
  if (name === 'load') { await views.get(body as ViewKey); return null; }
  const answer = ofView[name];
  if (answer !== undefined) { const { key, ask } = body as { readonly key: ViewKey; readonly ask: unknown }; return answer(await views.get(key), ask); }
  const compare = ofVersions[name];
  invariant(compare !== undefined, 'E-91D4', `nobody answers "${name}"`);
  return compare(storage, views, body);
});
