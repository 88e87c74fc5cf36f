import { AsyncLocalStorage } from 'node:async_hooks';
import type { NextFunction, Request, Response } from 'express';

const storage = new AsyncLocalStorage<AbortSignal>();

/** Tells what is done for a request when whoever sent it has gone before it was answered. */
export function noteAbandonment(_request: Request, response: Response, next: NextFunction): void {
  const controller = new AbortController();
  response.once('close', () => { if (!response.writableFinished) controller.abort(); });
  storage.run(controller.signal, next);
}

/** Aborted once nobody waits for the answer; undefined outside of a request. */
export const abandonment = (): AbortSignal | undefined => storage.getStore();
