// The example cluster in two versions, sent as a user would send it.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const EXAMPLE = join(import.meta.dirname, '..', '..', 'examples', 'shop');
const CLUSTER = 'shop';

/** All manifests of a folder as one YAML stream. */
function manifests(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => /\.ya?ml$/u.test(name)).sort();
  return files.map((name) => readFileSync(join(folder, name), 'utf8').trimEnd()).join('\n---\n');
}

async function send(url, token, path, headers, body) {
  const answer = await fetch(`${url}/v1${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, ...headers }, body });
  if (!answer.ok) throw new Error(`POST /v1${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

async function hasBothVersions(url, token) {
  const answer = await fetch(`${url}/v1/clusters/${CLUSTER}/snapshots?limit=2`, { headers: { authorization: `Bearer ${token}` } });
  if (answer.status === 404) return false;
  if (!answer.ok) throw new Error(`the example's history answered ${answer.status}: ${await answer.text()}`);
  const { items } = await answer.json();
  return items.length >= 2;
}

/** Loads what is missing of the example; false where it was all there. */
export async function loadExample(url, token) {
  if (await hasBothVersions(url, token)) return false;
  const cluster = await fetch(`${url}/v1/clusters/${CLUSTER}`, { headers: { authorization: `Bearer ${token}` } });
  if (cluster.status === 404) await send(url, token, '/clusters', { 'content-type': 'application/json' }, JSON.stringify({ slug: CLUSTER, displayName: 'Example shop' }));
  // The same content again makes no new version, so a load that was interrupted is simply repeated.
  for (const version of readdirSync(EXAMPLE).sort()) {
    await send(url, token, `/clusters/${CLUSTER}/snapshots`, { 'content-type': 'application/yaml', prefer: 'wait=60' }, manifests(join(EXAMPLE, version)));
  }
  return true;
}
