import { QueryFailedError } from 'typeorm';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Pool, PoolClient } from 'pg';
import { StorageError } from './storage-error.ts';

/** The rows a statement gave back and the number of rows it touched. */
export interface Result<Row> { readonly rows: readonly Row[]; readonly affected: number }

// Lost or refused connections, a server that is starting or stopping, a cancelled statement, too many connections.
const UNAVAILABLE = /^(08...|57...|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;

/** The SQLSTATE or system error behind an exception. */
export function errorCode(error: unknown): string | undefined {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}

/** An outage as UNAVAILABLE; every other exception as it is. */
export function explainOutage(error: unknown): unknown {
  const code = errorCode(error);
  const isOutage = (code !== undefined && UNAVAILABLE.test(code)) || (error instanceof Error && /Connection terminated|timeout exceeded when trying to connect/.test(error.message));
  return isOutage && !(error instanceof StorageError) ? new StorageError('UNAVAILABLE', 'The database does not answer.', {}, error) : error;
}

export async function execute<Row>(runner: QueryRunner, sql: string, parameters: readonly unknown[] = []): Promise<Result<Row>> {
  const result = await runner.query(sql, [...parameters], true);
  return { rows: result.records as readonly Row[], affected: result.affected ?? result.records.length };
}

/** Runs work on one connection of the pool. */
export async function onConnection<T>(source: DataSource, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    return await work(runner);
  } catch (error) {
    throw explainOutage(error);
  } finally {
    await runner.release();
  }
}

/** Runs one statement in a transaction of its own. */
export const query = <Row>(source: DataSource, sql: string, parameters: readonly unknown[] = []): Promise<Result<Row>> =>
  onConnection(source, (runner) => execute<Row>(runner, sql, parameters));

/** A statement that nearly every request sends. The name is its own: no other text may have it. */
export interface Prepared { readonly name: string; readonly sql: string }

// What was prepared no longer fits a table whose columns have changed.
const STALE = '0A000';

/**
 * Runs one statement that each connection prepares once, straight on the pool: a fifth of the work of `query`, since
 * nothing but values goes there and nothing but rows comes back.
 */
export async function lookUp<Row>(source: DataSource, { name, sql }: Prepared, parameters: readonly unknown[]): Promise<readonly Row[]> {
  const { master: pool } = source.driver as unknown as { readonly master: Pool | undefined };
  if (pool === undefined) throw new StorageError('UNAVAILABLE', 'The database was closed.');
  source.logger.logQuery(sql);
  try {
    return (await pool.query({ name, text: sql, values: [...parameters] })).rows as readonly Row[];
  } catch (error) {
    // The pool has given the connection up, and with it what was prepared there.
    if (errorCode(error) === STALE) return (await query<Row>(source, sql, parameters)).rows;
    throw explainOutage(error);
  }
}

/** Runs work in one transaction: all of it, or none. */
export const transact = <T>(source: DataSource, work: (runner: QueryRunner) => Promise<T>): Promise<T> =>
  onConnection(source, async (runner) => {
    await runner.startTransaction();
    try {
      const result = await work(runner);
      await runner.commitTransaction();
      return result;
    } catch (error) {
      // A connection that is gone cannot roll back, and the server has done so by itself.
      await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    }
  });

/** The driver's client of a connection, for what is streamed: `sql` runs on it as part of the runner's transaction. */
export async function clientFor(runner: QueryRunner, sql: string): Promise<PoolClient> {
  const client = await runner.connect() as PoolClient;
  runner.manager.dataSource.logger.logQuery(sql);
  return client;
}

/** Characters that PostgreSQL's text cannot hold become the replacement character. */
export const storableText = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

/** JSON whose strings PostgreSQL can hold. */
export const storableJson = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) => (typeof item === 'string' ? storableText(item) : item));
