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

const startOwn = () => startPostgres(join(root, '.postern', 'pg'));

/** The port asked for, else the usual one, else any: another start beside this one is no reason to fail. */
const choosePort = () => port ?? findFreePort(USUAL_PORT).catch(() => {
  console.error(`postern: port ${USUAL_PORT} is taken; using another`);
  return findFreePort();
});

/** Whoever gave the address needs to know that it is the one that fails; several refusals at once have no message of their own. */
function connectionProblem(error) {
  if (databaseUrl === undefined) return error;
  const reasons = error instanceof AggregateError ? error.errors.map(({ message }) => message).join('; ') : error.message;
  return new Error(`the database of DATABASE_URL cannot be used: ${reasons}`, { cause: error });
}

/** @returns {Promise<{url: string, port: string | number, dataPlace: string, stop(): Promise<void>}>} */
export async function prepareStack() {
  await step('compiling', compileAll);
  const database = databaseUrl === undefined ? await step('starting PostgreSQL', startOwn) : { url: databaseUrl, async stop() {} };
  try {
    const names = await step(databaseUrl === undefined ? 'migrating' : 'connecting and migrating', () => migrate(database.url));
    if (names.length > 0) console.error(`postern: ran ${names.length} ${names.length === 1 ? 'migration' : 'migrations'}`);
  } catch (error) { await database.stop(); throw connectionProblem(error); }
  return { url: database.url, port: await choosePort(), dataPlace: databaseUrl === undefined ? '.postern/pg' : 'your database', stop: () => database.stop() };
}
