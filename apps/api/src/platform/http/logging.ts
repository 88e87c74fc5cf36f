import type { Params } from 'nestjs-pino';
import type { IncomingMessage } from 'node:http';
import { pino } from 'pino';
import type { DestinationStream } from 'pino';

/** One line of JSON for each request; no headers that carry secrets and no bodies. */
export function loggerParams(level: string, destination?: DestinationStream): Params {
  const options = {
    level,
    // The request was given its id before it came here.
    genReqId: (request: IncomingMessage) => (request as { id?: string }).id ?? '',
    redact: { paths: ['req.headers.authorization', 'req.headers.cookie', 'req.body', 'res.headers["set-cookie"]'], censor: '[redacted]' },
    serializers: {
      req: (request: { id: string; method: string; url: string; headers: Record<string, string> }) => ({
        id: request.id, method: request.method, url: request.url.split('?')[0], userAgent: request.headers['user-agent'],
      }),
      res: (response: { statusCode: number }) => ({ statusCode: response.statusCode }),
      err: pino.stdSerializers.err,
    },
    autoLogging: { ignore: (request: IncomingMessage) => /^\/(livez|readyz|metrics)\b/.test(request.url ?? '') },
  };
  return { pinoHttp: destination === undefined ? options : [options, destination] };
}
