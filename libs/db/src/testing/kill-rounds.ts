import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Storage } from '../storage.ts';
import type { IngestOrder } from './ingest-process.ts';
import { worldOf } from './kill-world.ts';

export interface KillPlan {
  readonly storage: Storage;
  readonly url: string;
  /** Compiled storage, from `compileStorage`. */
  readonly folder: string;
  readonly rounds: number;
  readonly seed: number;
  readonly deadlineMs: number;
}

/** What a series of rounds did: how many uploads died before and after their publication, and what was wrong. */
export interface KillReport { readonly rounds: number; readonly died: number; readonly publishedFirst: number; readonly faults: readonly string[] }

interface Victim { readonly child: ChildProcessWithoutNullStreams; readonly lines: AsyncIterator<string> }

// Spreads few rounds over all statements, and meets each once where there are rounds enough.
const STRIDE = 7;

/** Mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function startVictim({ folder, url }: KillPlan): Promise<Victim> {
  const child = spawn(process.execPath, [join(folder, 'testing', 'ingest-process.js'), url], { stdio: ['pipe', 'pipe', 'inherit'] as const }) as unknown as ChildProcessWithoutNullStreams;
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  await lines.next();
  return { child, lines };
}

/** Lets a victim work until it is dead, or done: the number of its statements, or null where it died. */
async function runVictim({ child, lines }: Victim, order: IngestOrder, delayMs: number | null): Promise<number | null> {
  const exit = once(child, 'exit');
  child.stdin.write(`${JSON.stringify(order)}\n`);
  if (delayMs !== null) void pause(delayMs).then(() => child.kill('SIGKILL'));
  const answer = await lines.next();
  child.kill('SIGKILL');
  await exit;
  return answer.done === true ? null : Number(answer.value.split(' ')[1]);
}

async function contentAt(storage: Storage, clusterId: number, sequence: number): Promise<string> {
  let text = '';
  for await (const batch of storage.snapshots.objectsAt(clusterId, sequence)) text += batch.map(({ name, content, source }) => `${name} ${content} ${source.file}:${source.document}\n`).join('');
  return text;
}
const expected = (version: number): string => worldOf(version).objects.map(({ name, content, source }) => `${name} ${content} ${source.file}:${source.document}\n`).join('');

/** The version before, or the new one, whole; null where it is neither. */
async function answerOf({ storage }: KillPlan, clusterId: number, version: number): Promise<number | null> {
  const { sequence } = await storage.snapshots.resolve(clusterId, { kind: 'latest' });
  const isWhole = (sequence === version || sequence === version - 1) && await contentAt(storage, clusterId, sequence) === expected(sequence);
  return isWhole ? sequence : null;
}

async function uploadAgain({ storage }: KillPlan, clusterId: number, version: number): Promise<number> {
  const { id } = await storage.operations.begin({ clusterId, kind: 'INGEST' });
  const { objects, publication } = worldOf(version);
  await storage.ingest.stage(id, objects);
  return (await storage.ingest.publish({ operationId: id, ...publication })).snapshot.sequence;
}

/** After a death: whole versions before and after the retry, exactly one new. */
async function checkRound(plan: KillPlan, clusterId: number, version: number, faults: string[]): Promise<boolean> {
  const before = await answerOf(plan, clusterId, version);
  if (before === null) faults.push(`version ${version}: neither the old nor the new version answered`);
  const sequence = await uploadAgain(plan, clusterId, version);
  if (sequence !== version) faults.push(`version ${version}: the retry gave ${sequence}`);
  if (await answerOf(plan, clusterId, version) !== version) faults.push(`version ${version}: the retry did not answer whole`);
  const { total } = await plan.storage.snapshots.list(clusterId, { first: 1 });
  if (total !== version) faults.push(`version ${version}: there are ${total} versions`);
  return before === version;
}

/** Kills an ingest in each round, by turns before each of its statements and at a random instant, and checks what is left. */
export async function runKillRounds(plan: KillPlan): Promise<KillReport> {
  const start = Date.now();
  const random = randomFrom(plan.seed);
  const { id: clusterId } = await plan.storage.clusters.create({ slug: `killed-${plan.seed}` });
  const faults: string[] = [];
  let [version, died, publishedFirst] = [1, 0, 0];
  let next = startVictim(plan);
  const first = await next;
  next = startVictim(plan);
  const began = Date.now();
  const statements = await runVictim(first, { clusterId, version, fatalStatement: null }, null) ?? 0;
  const typicalMs = Date.now() - began;
  for (; version <= plan.rounds && Date.now() - start < plan.deadlineMs; version += 1) {
    const victim = await next;
    next = startVictim(plan);
    const fatalStatement = version % 2 === 0 ? null : 1 + (STRIDE * (version - 1) / 2) % statements;
    const delayMs = fatalStatement === null ? random() * typicalMs * 1.2 : null;
    if (await runVictim(victim, { clusterId, version: version + 1, fatalStatement }, delayMs) === null) died += 1;
    if (await checkRound(plan, clusterId, version + 1, faults)) publishedFirst += 1;
  }
  (await next).child.kill('SIGKILL');
  return { rounds: version - 1, died, publishedFirst, faults };
}
