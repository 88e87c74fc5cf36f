import { workerData } from 'node:worker_threads';
import { openStorage } from '@postern/db';
import { invariant } from '@postern/engine';
import { serve } from './thread/serve.ts';
import { ViewCache } from './view-cache.ts';
import { diffQuestions, viewQuestions } from './view-questions.ts';
import type { DiffAsk } from './data/diff-data.ts';
import type { ViewKey } from './view-key.ts';

const { url, entries } = workerData as { readonly url: string; readonly entries: number };
const storage = await openStorage({ url, poolSize: 2, withSession: false, applicationName: 'postern-analysis' });
const views = new ViewCache(storage, entries);

serve(async (name, body) => {
  if (name === 'load') { await views.get(body as ViewKey); return null; }
  if (Object.hasOwn(viewQuestions, name)) {
    const { key, ask } = body as { readonly key: ViewKey; readonly ask: never };
    return viewQuestions[name as keyof typeof viewQuestions](await views.get(key), ask);
  }
  invariant(Object.hasOwn(diffQuestions, name), 'E-91D4', `nobody answers "${name}"`);
  return diffQuestions[name as keyof typeof diffQuestions](storage, views, body as { readonly diff: DiffAsk } & never);
});
