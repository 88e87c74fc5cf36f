// The parts that every way of running has in common: compiled code, a database with its tables, the service's environment.
import { join } from 'node:path';
import { compile } from '../compile.mjs';
import { databaseUrl, port } from '../environment.mjs';
import { migrate } from '../migrations.mjs';
import { findFreePort, startPostgres } from '../postgres/server.mjs';
import { step } from '../progress.mjs';

const root = join(import.meta.dirname, '..', '..');
const USUAL_PORT = 3000;

async function compileAll() {
  if (!(await compile())) throw new Error('the sources do not compile');
}

const openDatabase = () => (databaseUrl === undefined ? startPostgres(join(root, '.postern', 'pg')) : { url: databaseUrl, async stop() {} });

/** The port asked for, else the usual one, else any: another start beside this one is no reason to fail. */
const choosePort = () => port ?? findFreePort(USUAL_PORT).catch(() => findFreePort());

/** @returns {Promise<{url: string, port: string | number, dataPlace: string, stop(): Promise<void>}>} */
export async function prepareStack() {
  await step('compiling', compileAll);
  const database = await step(databaseUrl === undefined ? 'starting PostgreSQL' : 'connecting to PostgreSQL', openDatabase);
  try {
    const names = await step('migrating', () => migrate(database.url));
    if (names.length > 0) console.error(`postern: ran ${names.length} migrations`);
  } catch (error) { await database.stop(); throw error; }
  return { url: database.url, port: await choosePort(), dataPlace: databaseUrl === undefined ? '.postern/pg' : 'your database', stop: () => database.stop() };
}
