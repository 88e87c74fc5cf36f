import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext { readonly databaseUrl: string; readonly adminUrl: string }
}

/** A database of its own for one spec file. */
export interface TestDatabase {
  readonly url: string;
  /** Runs SQL past the stores, to look behind them. */
  sql<Row>(text: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  drop(): Promise<void>;
}

async function withClient<T>(connectionString: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Copies the migrated template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `db_${randomUUID().replaceAll('-', '')}`;
  const template = new URL(inject('databaseUrl'));
  await withClient(inject('adminUrl'), (admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)}`));
  const url = new URL(template);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    sql: async <Row>(text: string, parameters: readonly unknown[] = []) => (await withClient(url.href, (client) => client.query(text, [...parameters]))).rows as readonly Row[],
    drop: async () => { await withClient(inject('adminUrl'), (admin) => admin.query(`DROP DATABASE ${name} WITH (FORCE)`)); },
  };
}
