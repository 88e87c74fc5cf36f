import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import type { Principal } from '../access/principal.ts';

/** A request with what the platform attaches to it. */
export type IdentifiedRequest = Omit<Request, 'id' | 'log'> & {
  id: string;
  log?: Logger;
  /** Set once the bearer token was checked. */
  principal?: Principal;
};

const ACCEPTED = /^[\w.-]{8,64}$/;

/** Gives each request an id, the caller's own where it is harmless, and repeats it in the answer. */
export function identifyRequest(request: Request, response: Response, next: NextFunction): void {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && ACCEPTED.test(given) ? given : randomUUID();
  (request as unknown as IdentifiedRequest).id = id;
  response.setHeader('X-Request-Id', id);
  next();
}
