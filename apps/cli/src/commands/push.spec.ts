import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { folder, pod } from '../testing/folder.ts';
import { runCommand } from '../testing/run-command.ts';

interface Received { readonly method: string; readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: string }
type Answer = (received: Received) => { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown };

/** A server on a free port that answers as told, and what it was asked. */
async function serve(answer: Answer): Promise<{ readonly url: string; readonly received: readonly Received[] }> {
  const received: Received[] = [];
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => { chunks.push(chunk); });
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: (request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString() };
      received.push(one);
      const { status, headers = {}, body } = answer(one);
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body === undefined ? '' : JSON.stringify(body));
    });
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  onTestFinished(() => { server.closeAllConnections(); server.close(); });
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, received };
}

const files = (): string => folder({ 'a.yaml': pod('shop', 'web'), 'b.yaml': `${pod('shop', 'db')}\n` });
const push = (url: string, paths: readonly string[], extra: readonly string[] = []): ReturnType<typeof runCommand> =>
  runCommand(['push', ...paths, '--server', url, '--cluster', 'prod', ...extra], { environment: { token: 'postern_t' } });

describe('push', () => {
  it('sends every file, compressed, with the token', async () => {
    const { url, received } = await serve(() => ({ status: 202, headers: { location: '/v1/operations/op-1' }, body: { id: 'op-1', state: 'QUEUED' } }));
    const { exitCode, out } = await push(url, [files()]);
    expect(exitCode).toBe(0);
    expect(out).toContain('/v1/operations/op-1');
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ method: 'POST', url: '/v1/clusters/prod/snapshots?source=CLI', headers: { authorization: 'Bearer postern_t', 'content-encoding': 'gzip', 'content-type': 'application/yaml' } });
    expect(received[0]?.body).toMatch(/"web"[\s\S]*\n---\n[\s\S]*"db"/);
  });

  it('names the operation only where there is one left to ask', async () => {
    const left = await serve(() => ({ status: 202, headers: { location: '/v1/operations/op-1' }, body: {} }));
    const ready = await serve(() => ({ status: 201, headers: { location: '/v1/clusters/prod/snapshots/7' }, body: { sequence: 7 } }));
    const documents = await Promise.all([left, ready].map(async ({ url }) => JSON.parse((await push(url, [files()], ['-o', 'json'])).out) as unknown));
    expect(documents).toMatchObject([{ view: null, operation: '/v1/operations/op-1' }, { view: 'prod@7', operation: null }]);
  });

  it('sends one object a line as NDJSON', async () => {
    const { url, received } = await serve(() => ({ status: 202, headers: { location: '/v1/operations/op-1' }, body: {} }));
    await push(url, [folder({ 'cluster.ndjson': `${pod('a', 'x')}\n${pod('a', 'y')}` })]);
    expect(received[0]?.headers['content-type']).toBe('application/x-ndjson');
    expect(received[0]?.body.trimEnd().split('\n')).toHaveLength(2);
  });

  it('waits for the version where it is told to, and names it', async () => {
    let asked = 0;
    const { url, received } = await serve(({ method, url: path }) => {
      if (method === 'POST') return { status: 202, headers: { location: '/v1/operations/op-1' }, body: {} };
      if (path === '/v1/operations/op-1') { asked += 1; return { status: 200, body: asked < 2 ? { state: 'RUNNING', progress: 0.5 } : { state: 'SUCCEEDED', resultUrl: '/v1/clusters/prod/snapshots/7' } }; }
      return { status: 200, body: { sequence: 7 } };
    });
    const { exitCode, out } = await push(url, [files()], ['--wait']);
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: 'prod@7\n' });
    expect(received[0]?.headers['prefer']).toBe('wait=30');
  });

  it('says so where nothing changed in the end', async () => {
    const { url } = await serve(({ method, url: path }) => {
      if (method === 'POST') return { status: 202, headers: { location: '/v1/operations/1' }, body: {} };
      return path.startsWith('/v1/operations') ? { status: 200, body: { state: 'SUCCEEDED', unchanged: true, resultUrl: '/v1/clusters/prod/snapshots/6' } } : { status: 200, body: { sequence: 6 } };
    });
    expect((await push(url, [files()], ['--wait'])).out).toBe('prod@6, unchanged\n');
  });

  it('says so where nothing changed', async () => {
    const { url } = await serve(() => ({ status: 200, body: { sequence: 6 } }));
    expect((await push(url, [files()])).out).toBe('prod@6, unchanged\n');
  });

  it.each([
    [401, 6, 'UNAUTHENTICATED'], [403, 6, 'SCOPE_MISSING'], [404, 5, 'NOT_FOUND'], [422, 4, 'MANIFEST_INVALID'], [429, 7, 'RATE_LIMITED'], [503, 7, 'UNAVAILABLE'], [409, 2, 'SNAPSHOT_OUT_OF_ORDER'],
  ])('tells the reason of a %i and exits %i', async (status, wanted, code) => {
    const { url } = await serve(() => ({ status, body: { title: 'Not today', detail: 'because', code } }));
    const { exitCode, out, err } = await push(url, [files()]);
    expect({ exitCode, out }).toEqual({ exitCode: wanted, out: '' });
    expect(err).toContain(`Not today: because (${code}, HTTP ${String(status)})`);
  });

  it('exits 4 where the service could not take what was sent', async () => {
    const { url } = await serve(({ method }) => (method === 'POST' ? { status: 202, headers: { location: '/v1/operations/1' }, body: {} } : { status: 200, body: { state: 'FAILED', problem: { title: 'No objects', code: 'MANIFEST_INVALID' } } }));
    const { exitCode, err } = await push(url, [files()], ['--wait']);
    expect(exitCode).toBe(4);
    expect(err).toContain('No objects (MANIFEST_INVALID)');
  });

  it('says how a cluster is made where it is not there', async () => {
    const { url } = await serve(() => ({ status: 404, body: { title: 'No such thing', code: 'NOT_FOUND' } }));
    expect((await push(url, [files()])).err).toContain('POST /v1/clusters {"slug": "prod"}');
  });

  it('shows the places that the service complains about', async () => {
    const { url } = await serve(() => ({ status: 422, body: { title: 'No', code: 'MANIFEST_INVALID', errors: [{ file: 'a.yaml', line: 3, reason: 'no such kind' }, { path: 'capturedAt', message: 'no time' }] } }));
    const { err } = await push(url, [files()]);
    expect(err).toContain('\n  a.yaml:3: no such kind\n  capturedAt: no time\n');
  });

  it('exits 7 where nobody answers', async () => {
    expect((await push('http://127.0.0.1:1', [files()])).exitCode).toBe(7);
  });

  it('carries its token nowhere else', async () => {
    const elsewhere = await serve(() => ({ status: 200 }));
    const { url } = await serve(() => ({ status: 202, headers: { location: `${elsewhere.url}/v1/operations/1` }, body: {} }));
    expect((await push(url, [files()], ['--wait'])).exitCode).toBe(7);
    expect(elsewhere.received).toEqual([]);
  });

  it.each([
    ['no server', ['--cluster', 'prod', '--token', 't'], '--server'],
    ['no cluster', ['--server', 'http://localhost', '--token', 't'], '--cluster'],
    ['no token', ['--server', 'http://localhost', '--cluster', 'prod'], 'POSTERN_TOKEN'],
    ['an address that is none', ['--server', 'localhost:x', '--cluster', 'prod', '--token', 't'], 'localhost:x'],
    ['an address of another kind', ['--server', 'ftp://localhost', '--cluster', 'prod', '--token', 't'], 'ftp://localhost'],
  ])('refuses %s', async (_, argv, said) => {
    const { exitCode, err } = await runCommand(['push', '.', ...argv]);
    expect(exitCode).toBe(2);
    expect(err).toContain(said);
  });

  it('sends nothing where a file is not there', async () => {
    const { url, received } = await serve(() => ({ status: 202, body: {} }));
    expect((await push(url, ['/nonexistent/a.yaml'])).exitCode).toBe(5);
    expect(received).toEqual([]);
  });
});
