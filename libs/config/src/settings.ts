import { z } from 'zod';
import { serviceLimits } from './service-limits.ts';

/** Settings whose values are never shown, in no message and no page. */
export const SECRET_SETTINGS: ReadonlySet<string> = new Set(['DATABASE_URL']);

/** Everything that the service reads of its environment. */
export const settings = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be an address such as postgres://user:password@host:5432/postern' })
    .describe('The PostgreSQL database. `npm start` starts one of its own where this is not set.'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('Port to listen on; 0 takes any free one.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on.'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info').describe('The least severe log line that is written.'),
  TOKEN_EXPIRY_DAYS: z.coerce.number().int().min(1).max(366).default(90).describe('Days after which a token of `npm run token` expires where it is not told.'),
  ...serviceLimits,
});
