import { Readable } from 'node:stream';
import type { SourceText } from '@postern/engine';
import { CommandFailure, usageFailure } from '../command-failure.ts';
import { EXIT } from '../exit-code.ts';
import { startProgress, type Progress } from '../output/progress.ts';
import { writeDocument } from '../output/write-document.ts';
import { bodyKind, bodyPieces } from '../push/body.ts';
import { followOperation, type Made } from '../push/operation.ts';
import { request, type Service, type ServiceAnswer, type ServiceRequest } from '../push/service.ts';
import { openInputs } from '../question/open-inputs.ts';
import { problemOf } from '../question/read-inputs.ts';
import type { Call, CommandAction } from './command.ts';

/** Sends files to a service as the next version of a cluster. */
export const push: CommandAction = async (call) => {
  const service = serviceOf(call);
  const cluster = call.options.cluster ?? missing('the cluster', '--cluster NAME');
  const progress = startProgress(call);
  try {
    const answer = await send(call, service, cluster, progress);
    progress.clear();
    await report(call, cluster, answer);
  } finally {
    progress.clear();
  }
  return EXIT.YES;
};

async function send(call: Call, service: Service, cluster: string, progress: Progress): Promise<Made> {
  const sources = await readAll(call);
  if (sources.length === 0) throw new CommandFailure(EXIT.INPUT_UNREADABLE, `nothing to send in ${call.positionals.join(', ')}`);
  const kind = bodyKind(sources);
  progress.show(`sending ${String(sources.length)} files`);
  const { createGzip } = await import('node:zlib');
  const body = Readable.from(bodyPieces(sources, kind)).pipe(createGzip());
  const answer = await upload(service, cluster, queryOf(sources), {
    method: 'POST', duplex: 'half', body: Readable.toWeb(body),
    headers: { 'content-type': kind, 'content-encoding': 'gzip', ...(call.options.isWaiting ? { prefer: 'wait=30' } : {}) },
  });
  if (!call.options.isWaiting || answer.status !== 202 || answer.location === null) return { answer, isUnchanged: answer.status === 200 };
  return followOperation(service, answer.location, (share) => { progress.show(`the service is reading: ${String(Math.round(share * 100))} %`); });
}

/** A cluster that is not there is not made on the way: a mistyped name would start a history of its own. */
async function upload(service: Service, cluster: string, query: URLSearchParams, init: ServiceRequest): Promise<ServiceAnswer> {
  try {
    return await request(service, `v1/clusters/${encodeURIComponent(cluster)}/snapshots?${query.toString()}`, init);
  } catch (error) {
    if (!(error instanceof CommandFailure) || error.exitCode !== EXIT.NOT_FOUND) throw error;
    throw new CommandFailure(EXIT.NOT_FOUND, `${error.message}\na cluster is made with POST /v1/clusters {"slug": "${cluster}"}`, { cause: error });
  }
}

/** Where it comes from; the name of one file goes along, that of many is lost in one stream. */
function queryOf(sources: readonly SourceText[]): URLSearchParams {
  const [only, ...others] = sources;
  return new URLSearchParams({ source: 'CLI', ...(only === undefined || others.length > 0 ? {} : { file: only.file.slice(-500) }) });
}

/** Half of a cluster must not become a version of it, so every file has to be read before the first is sent. */
async function readAll(call: Call): Promise<readonly SourceText[]> {
  const sources: SourceText[] = [];
  for await (const item of openInputs(call, call.positionals)) {
    if (item.kind === 'problem') throw new CommandFailure(EXIT.INPUT_UNREADABLE, problemOf(item, call.positionals).message);
    sources.push(item.source);
  }
  return sources;
}

async function report(call: Call, cluster: string, { answer, isUnchanged }: Made): Promise<void> {
  const { sequence } = answer.body;
  const view = typeof sequence === 'number' ? `${cluster}@${String(sequence)}` : null;
  const table = view === null ? `accepted; ${answer.location ?? 'the service is reading it'}\n` : `${view}${isUnchanged ? ', unchanged' : ''}\n`;
  const document = { schemaVersion: 1, cluster, view, isUnchanged, operation: answer.status === 202 ? answer.location : null };
  await writeDocument(call, { table: () => table, json: () => document, rows: () => [document] });
}

function serviceOf({ options, io }: Call): Service {
  const url = options.server ?? io.environment.server ?? missing('the service', '--server URL or POSTERN_SERVER');
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  if (protocol !== 'http:' && protocol !== 'https:') throw usageFailure(`--server ${url}: it is an address such as https://postern.example.com`);
  return { url, token: options.token ?? io.environment.token ?? missing('a token', 'POSTERN_TOKEN') };
}

function missing(what: string, option: string): never {
  throw usageFailure(`${what} is missing: ${option}`);
}
