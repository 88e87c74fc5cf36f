// npm run token -- --name ci --scopes CONNECTIVITY_READ[,…] [--clusters shop,…] [--days 90]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compile } from './compile.mjs';
import { databaseUrl, inherited } from './environment.mjs';
import { migrate } from './migrations.mjs';
import { startPostgres } from './postgres/server.mjs';

const USAGE = 'usage: npm run token -- --name NAME --scopes SCOPE[,SCOPE…] [--clusters CLUSTER[,CLUSTER…]] [--days DAYS]';
const DAY_MS = 86_400_000;
const root = join(import.meta.dirname, '..');
const list = (text) => text.split(',').map((part) => part.trim()).filter((part) => part !== '');

function readArguments() {
  try {
    const { values } = parseArgs({ options: { name: { type: 'string' }, scopes: { type: 'string' }, clusters: { type: 'string', default: '*' }, days: { type: 'string' } } });
    if (values.name === undefined || values.scopes === undefined || !/^\d*$/u.test(values.days ?? '')) return undefined;
    return { name: values.name, scopes: list(values.scopes), clusters: list(values.clusters), days: values.days };
  } catch { return undefined; }
}

async function issue(url, { days, ...token }) {
  await migrate(url);
  const { openStorage } = await import('@postern/db');
  const { loadConfig } = await import('@postern/config');
  const expiryDays = Number(days ?? loadConfig({ ...inherited, DATABASE_URL: url }).TOKEN_EXPIRY_DAYS);
  const storage = await openStorage({ url, applicationName: 'postern token', withSession: false });
  try { return await storage.tokens.create({ ...token, expiresAt: new Date(Date.now() + expiryDays * DAY_MS) }); } finally { await storage.close(); }
}

const wanted = readArguments();
if (wanted === undefined) { console.error(USAGE); process.exit(2); }
if (!(await compile())) process.exit(1);
const server = databaseUrl === undefined ? await startPostgres(join(root, '.postern', 'pg')) : { url: databaseUrl, async stop() {} };
try {
  const { token, text } = await issue(server.url, wanted);
  console.error(`postern: token "${token.name}" with ${token.scopes.join(', ')}, until ${token.expiresAt.toISOString()}; it is not shown again`);
  console.log(text);
} catch (error) {
  if (error.code !== 'VALIDATION_FAILED') throw error;
  console.error(`postern: ${error.message}\n${USAGE}`);
  process.exitCode = 2;
} finally { await server.stop(); }
