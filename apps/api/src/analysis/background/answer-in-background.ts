import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Storage } from '@postern/db';
import { jsonPieces } from '@postern/engine';
import { MEDIA_TYPES } from '../data/export-data.ts';
import { differencesRecords } from '../questions/differences.ts';
import { comparisonPieces, diffSides } from '../questions/diff.ts';
import { exportPieces } from '../questions/export.ts';
import { findings } from '../questions/findings.ts';
import { impactRecord, impactsOf } from '../questions/policy-impact.ts';
import type { ViewCache } from '../view-cache.ts';
import type { BackgroundAsk, BackgroundJob, Report } from './background-ask.ts';
import { boundedChunks } from './bounded-chunks.ts';

const EVERY_ROW = { offset: 0, limit: Number.MAX_SAFE_INTEGER };
/** What loading takes of the whole, and what is done when an answer is worked out and only written. */
const LOADED = 0.2;
const WORKED_OUT = 0.9;

interface Answer { readonly pieces: Iterable<string>; readonly mediaType?: string }

/** Works a question out in this thread and keeps its answer; what is worked out after a cancellation is dropped. */
export async function answerInBackground(storage: Storage, views: ViewCache, { operationId, resultUrl, question, mostBytes, keepSeconds }: BackgroundJob, report: Report): Promise<void> {
  report(0);
  const { pieces, mediaType = MEDIA_TYPES.json } = await answerTo(storage, views, question, report);
  const content = await compressed(boundedChunks(pieces, mostBytes));
  await storage.operations.succeed(operationId, { mediaType, content }, resultUrl, keepSeconds);
}

async function answerTo(storage: Storage, views: ViewCache, question: BackgroundAsk, report: Report): Promise<Answer> {
  switch (question.kind) {
    case 'DIFF': {
      const { base, target } = question.diff;
      await views.get(base); report(LOADED);
      await views.get(target); report(2 * LOADED);
      const sides = await diffSides(storage, views, question.diff);
      report(WORKED_OUT);
      return { pieces: comparisonPieces(sides, question.format), mediaType: MEDIA_TYPES[question.format] };
    }
    case 'EXPORT': {
      const loaded = await views.get(question.key); report(LOADED);
      return { pieces: exportPieces(loaded, question.ask, (fraction) => { report(LOADED + (WORKED_OUT - LOADED) * fraction); }), mediaType: MEDIA_TYPES[question.ask.format] };
    }
    case 'FINDINGS': {
      const loaded = await views.get(question.key, true); report(LOADED);
      const { rows, total } = findings(loaded, { filter: question.filter, page: EVERY_ROW }); report(WORKED_OUT);
      return { pieces: jsonPieces({ items: rows.map(({ record }) => record), total }) };
    }
    case 'POLICY_IMPACT': {
      const loaded = await views.get(question.key); report(LOADED);
      const impacts = await impactsOf(views, loaded, (fraction) => { report(LOADED + (WORKED_OUT - LOADED) * fraction); });
      return { pieces: jsonPieces({ items: impacts.map(impactRecord), total: impacts.length }) };
    }
    case 'DIFFERENCES': {
      const loaded = await views.get(question.key); report(LOADED);
      const document = differencesRecords(loaded, { ask: question.ask, page: EVERY_ROW }); report(WORKED_OUT);
      return { pieces: jsonPieces({ ...document, view: question.view }) };
    }
  }
}

async function compressed(chunks: Iterable<Buffer>): Promise<Buffer> {
  const out: Buffer[] = [];
  await pipeline(Readable.from(chunks), createGzip({ level: 3 }), async (source: AsyncIterable<Buffer>) => { for await (const chunk of source) out.push(chunk); });
  return Buffer.concat(out);
}
