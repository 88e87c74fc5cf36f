import { createInterface } from 'node:readline';
import { openStorage } from '../storage.ts';
import { worldOf } from './kill-world.ts';

/** What the parent asks for: one line of JSON on standard input. */
export interface IngestOrder {
  readonly clusterId: number;
  readonly version: number;
  /** The statement before which the process kills itself; null to be killed from outside, or never. */
  readonly fatalStatement: number | null;
}

/** A process that ingests one version, and that the parent kills: `node ingest-process.js URL`. */
async function main(url: string): Promise<void> {
  let [count, fatal] = [0, Number.POSITIVE_INFINITY];
  const storage = await openStorage({
    url, applicationName: 'victim', poolSize: 2,
    onStatement: () => {
      count += 1;
      if (count === fatal) process.kill(process.pid, 'SIGKILL');
    },
  });
  const lines = createInterface(process.stdin)[Symbol.asyncIterator]();
  await storage.ping();
  process.stdout.write('ready\n');
  const line = await lines.next();
  if (line.done === true) return;
  const order = JSON.parse(line.value) as IngestOrder;
  [count, fatal] = [0, order.fatalStatement ?? fatal];
  const { id } = await storage.operations.begin({ clusterId: order.clusterId, kind: 'INGEST' });
  const world = worldOf(order.version);
  const half = world.objects.length / 2;
  for (const objects of [world.objects.slice(0, half), world.objects.slice(half)]) await storage.ingest.stage(id, objects);
  await storage.ingest.publish({ operationId: id, ...world.publication });
  process.stdout.write(`done ${count}\n`);
  await lines.next();
}

const [, , url] = process.argv;
if (url !== undefined) await main(url);
