// The real service over an embedded PostgreSQL of its own: an upload over HTTP, then the first page of a question.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { must } from '../measure/assert.mjs';
import { median } from '../measure/cpu.mjs';
import { findFreePort, migrate, startPostgres, startService } from '../measure/tools.mjs';
import { clusterFile } from '../measure/world.mjs';
import { createClient, NEXT_VIEW, WHO } from './client.mjs';
import { QUESTIONS, variablesOf } from './questions.mjs';
import { usageOf } from './usage.mjs';

const PROBE = join(import.meta.dirname, 'probe.mjs');
// Hundreds of questions in a row are what is measured, and long ones to their end.
const WITHOUT_LIMITS = { COST_BUCKET: '1000000000', ANALYSIS_TIMEOUT_MS: '300000' };
// As its image runs it.
const DEPLOYED = { NODE_ENV: 'production' };
// Code that answers is still being compiled after hundreds of requests.
const WARM_UP = 1000;
const ASKED = 400;

/** Results in the form of every other case. */
export async function serviceCase(pods, policies) {
  const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'));
  const socket = join(folder, 'probe.sock');
  const database = await startPostgres(join(folder, 'pg'));
  try {
    await migrate(database.url);
    const probe = `${pathToFileURL(PROBE).href}?socket=${encodeURIComponent(socket)}`;
    const service = await startService({ DATABASE_URL: database.url, PORT: String(await findFreePort()), LOG_LEVEL: 'warn', ...DEPLOYED, ...WITHOUT_LIMITS }, ['--import', probe]);
    try { return { case: 'service', pods, policies, unit: 'ms', ...(await measure(createClient(service.url, service.administratorToken), socket, pods, policies)) }; } finally { await service.stop(); }
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(client, socket, pods, policies) {
  await client.createCluster();
  const before = await usageOf(socket);
  await client.upload(readFileSync(clusterFile({ pods, policies })));
  const ingested = await usageOf(socket);
  const questions = subjects(pods, policies).map((ref) => ({ to: { ref } }));
  const start = performance.now();
  const { whoCanReach: page } = await client.ask(WHO, questions[0]);
  const firstAnswer = performance.now() - start;
  must(page.edges.length > 0, 'nobody reaches a pod');
  const loaded = await usageOf(socket);
  for (const question of questions.slice(0, WARM_UP)) await client.ask(WHO, question);
  const warm = await usageOf(socket); const latencies = [];
  for (const question of questions.slice(WARM_UP)) { const asked = performance.now(); await client.ask(WHO, question); latencies.push(performance.now() - asked); }
  const after = await usageOf(socket);
  const turns = await turnsOfOthers(client, socket, questions.map(({ to }) => to), { pods, policies });
  return {
    times: {
      'CPU of an ingest': ingested.cpu - before.cpu, 'longest turn while ingesting': ingested.longestTurn,
      'first answer, with loading': firstAnswer, 'longest turn while loading': loaded.longestTurn,
      'CPU of a first page': (after.cpu - warm.cpu) / latencies.length, 'latency of a first page': median(latencies), 'longest turn while asking': after.longestTurn,
      'longest turn of other questions': Math.max(...Object.values(turns)),
    },
    turns,
    memory: { rssMb: Math.round(after.rssMb), peakMb: Math.round(after.peakMb) },
  };
}

/** The longest turn of the thread of requests for each of the questions over the whole cluster; a second version comes in before. */
async function turnsOfOthers(client, socket, [from, to], cluster) {
  await client.upload(readFileSync(clusterFile({ ...cluster, next: 2 })));
  const turns = { 'a second version': (await usageOf(socket)).longestTurn };
  for (const [name, query] of Object.entries(QUESTIONS)) {
    await client.ask(query, variablesOf(query, [from, to], NEXT_VIEW));
    turns[name] = (await usageOf(socket)).longestTurn;
  }
  return turns;
}

/** Different pods, so that no answer comes out of a cache of answers. */
function subjects(pods, policies) {
  const lines = readFileSync(clusterFile({ pods, policies }), 'utf8').split('\n').filter((line) => line.includes('"kind":"Pod"') && line.includes('"phase":"Running"') && !line.includes('"hostNetwork":true'));
  const step = Math.max(1, Math.floor(lines.length / (WARM_UP + ASKED)));
  return Array.from({ length: WARM_UP + ASKED }, (_, i) => { const { metadata: { namespace, name } } = JSON.parse(lines[(i * step) % lines.length]); return `pod:${namespace}/${name}`; });
}
