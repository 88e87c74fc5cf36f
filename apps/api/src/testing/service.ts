import { randomUUID } from 'node:crypto';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { loadConfig } from '@postern/config';
import type { NewToken, Storage } from '@postern/db';
import pg from 'pg';
import request from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { inject } from 'vitest';
import { createApp } from '../create-app.ts';
import { STORAGE } from '../platform/storage.module.ts';

/** The real service over a database of its own. */
export interface TestService {
  readonly app: NestExpressApplication;
  readonly storage: Storage;
  readonly databaseUrl: string;
  /** What the service wrote to its log. */
  readonly log: string[];
  /** Sends requests with a token. */
  as(token: string): TestAgent;
  /** Sends requests without credentials. */
  readonly stranger: TestAgent;
  token(token: Partial<NewToken>): Promise<string>;
  readonly admin: TestAgent;
  readonly adminToken: string;
  /** Makes a cluster and sends versions of it. */
  cluster(slug: string, ...versions: readonly string[]): Promise<void>;
  /** Looks into the database behind the service's back. */
  rows(sql: string): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

async function copyTemplate(): Promise<string> {
  const client = new pg.Client({ connectionString: inject('adminUrl') });
  await client.connect();
  // Spec files run in threads of one process, so its id would not tell them apart.
  const name = `api_${randomUUID().replaceAll('-', '')}`;
  await client.query(`CREATE DATABASE ${name} TEMPLATE template_postern`);
  await client.end();
  const url = new URL(inject('databaseUrl'));
  url.pathname = `/${name}`;
  return url.href;
}

export async function startTestService(settings: Readonly<Record<string, string>> = {}): Promise<TestService> {
  const databaseUrl = await copyTemplate();
  const log: string[] = [];
  const app = await createApp(loadConfig({ DATABASE_URL: databaseUrl, PORT: '0', LOG_LEVEL: 'info', ...settings }), { write: (line: string) => { log.push(line); } });
  await app.listen(0, '127.0.0.1');
  const server = app.getHttpServer();
  const storage = app.get<Storage>(STORAGE);
  const token = async (wanted: Partial<NewToken>): Promise<string> => (await storage.tokens.create({ name: 'test', scopes: ['ADMIN'], clusters: ['*'], ...wanted })).text;
  const as = (text: string): TestAgent => request.agent(server).set('Authorization', `Bearer ${text}`);
  const adminToken = await token({});
  const admin = as(adminToken);
  const cluster = async (slug: string, ...versions: readonly string[]): Promise<void> => {
    await admin.post('/v1/clusters').send({ slug }).expect(201);
    for (const text of versions) await admin.post(`/v1/clusters/${slug}/snapshots`).type('application/yaml').set('Prefer', 'wait=60').send(text).expect(201);
  };
  const rows = async (sql: string): Promise<readonly unknown[]> => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try { return (await client.query<Record<string, unknown>>(sql)).rows; } finally { await client.end(); }
  };
  return { app, storage, databaseUrl, log, as, stranger: request.agent(server), token, admin, adminToken, cluster, rows, close: () => app.close() };
}
