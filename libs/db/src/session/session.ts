import { randomInt } from 'node:crypto';
import { Client } from 'pg';
import { explainOutage } from '../database.ts';
import { LOCK_CLASS } from './lock-class.ts';
import { CHANNEL } from './notify.ts';
import type { StorageEvent } from './storage-event.ts';

const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5_000;
const MAX_OWNER = 2 ** 31 - 1;

const isEvent = (value: unknown): value is StorageEvent => typeof value === 'object' && value !== null && 'kind' in value;

function parseEvent(payload: string | undefined): StorageEvent | null {
  try {
    const value: unknown = JSON.parse(payload ?? '');
    return isEvent(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * The one connection that stands for this process: it holds the lock that says the process lives, and listens. When it is
 * lost it comes back by itself, and says so, since wake-ups may have been missed.
 */
export class Session {
  /** Stands beside the operations of this process. */
  readonly owner: number;
  readonly #connection: { readonly connectionString: string; readonly application_name: string };
  readonly #listeners = new Set<(event: StorageEvent) => void>();
  #client: Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(url: string, applicationName: string, owner: number = randomInt(1, MAX_OWNER)) {
    this.#connection = { connectionString: url, application_name: `${applicationName} session` };
    this.owner = owner;
  }

  async open(): Promise<void> {
    try {
      await this.#connect();
    } catch (error) {
      throw explainOutage(error);
    }
  }

  onEvent(listener: (event: StorageEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => { this.#listeners.delete(listener); };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = null;
    await client?.end();
  }

  async #connect(): Promise<void> {
    const client = new Client({ ...this.#connection, keepAlive: true });
    // Without this handler a lost connection would end the process.
    client.on('error', () => { this.#lose(client); });
    client.on('end', () => { this.#lose(client); });
    client.on('notification', ({ payload }) => {
      const event = parseEvent(payload);
      if (event !== null) this.#emit(event);
    });
    try {
      await client.connect();
      // After a reconnect the server may not have noticed yet that the connection before is gone: it is ours, so we share.
      await client.query('SELECT pg_advisory_lock_shared($1, $2)', [LOCK_CLASS.owner, this.owner]);
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    // Closed while it connected.
    if (this.#isClosed) await client.end();
    else this.#client = client;
  }

  #emit(event: StorageEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #lose(client: Client): void {
    if (this.#isClosed || this.#client !== client) return;
    this.#client = null;
    this.#retry(FIRST_DELAY_MS);
  }

  #retry(delayMs: number): void {
    this.#timer = setTimeout(() => {
      this.#connect().then(
        () => { if (!this.#isClosed) this.#emit({ kind: 'RECONNECTED' }); },
        () => { if (!this.#isClosed) this.#retry(Math.min(delayMs * 2, MAX_DELAY_MS)); },
      );
    }, delayMs);
    this.#timer.unref();
  }
}
