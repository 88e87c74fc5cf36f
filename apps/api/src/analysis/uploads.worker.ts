import { workerData } from 'node:worker_threads';
import { openStorage } from '@postern/db';
import { invariant } from '@postern/engine';
import type { PublishAsk, UploadForm } from './data/upload-data.ts';
import { compileView } from './loaded-view.ts';
import { engineBuild } from './stored/engine-build.ts';
import { storedViewKey, storeView } from './stored/stored-view.ts';
import { serve } from './thread/serve.ts';
import { publishUpload } from './upload/publish-upload.ts';
import { UploadReader } from './upload/upload-reader.ts';
import type { ViewKey } from './view-key.ts';

const { url } = workerData as { readonly url: string };
const storage = await openStorage({ url, poolSize: 2, withSession: false, applicationName: 'postern-upload' });
let reader: UploadReader | undefined;

const current = (): UploadReader => { invariant(reader !== undefined, 'E-C2A9', 'an upload was begun'); return reader; };

const answers: Readonly<Record<string, (body: never) => unknown>> = {
  begin: ({ form, file }: { readonly form: UploadForm; readonly file: string }) => { reader = new UploadReader(form, file); return null; },
  chunk: (bytes: Uint8Array) => { current().push(bytes); return null; },
  finish: () => current().finish(),
  /** Before the first question, while the objects are there. */
  compile: async (key: ViewKey) => { await storage.views.save(storedViewKey(key, engineBuild()), storeView(compileView(key, current().result, 0))); return null; },
  publish: async (ask: PublishAsk) => publishUpload(storage, current().result, ask),
  drop: () => { reader = undefined; return null; },
};

serve((name, body) => {
  const answer = answers[name];
  invariant(answer !== undefined, 'E-7E10', `nobody answers "${name}"`);
  return answer(body as never);
});
