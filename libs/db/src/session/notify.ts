import type { QueryRunner } from 'typeorm';
import { execute } from '../database.ts';
import type { StorageEvent } from './storage-event.ts';

/** The channel of wake-ups. */
export const CHANNEL = 'postern_event';

/** Wakes every process when the transaction commits. */
export const notify = async (runner: QueryRunner, event: Exclude<StorageEvent, { kind: 'RECONNECTED' }>): Promise<void> => {
  await execute(runner, 'SELECT pg_notify($1, $2)', [CHANNEL, JSON.stringify(event)]);
};
