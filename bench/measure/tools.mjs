// What the repository's own tools lend: compiling, a database, the service as a process. They are no package, so they are found by path.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const TOOLS = join(import.meta.dirname, '..', '..', 'tools');
const tool = (name) => import(pathToFileURL(join(TOOLS, name)).href);

export const { bundle } = await tool('bundle-command.mjs');
export const { compile } = await tool('compile.mjs');
export const { migrate } = await tool('migrations.mjs');
export const { findFreePort, startPostgres } = await tool('postgres/server.mjs');
export const { startService } = await tool('start/service.mjs');
export const { peerPrograms } = await tool('environment.mjs');
