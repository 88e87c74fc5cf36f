import type { NextFunction, Request, Response } from 'express';
import type { MetricsService } from '../health/metrics.service.ts';

/** Notes how long each request took, under its route's pattern, since real paths would be without bound. */
export function requestMetrics(metrics: MetricsService): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    const end = metrics.requests.startTimer({ method: request.method });
    response.once('close', () => { end({ route: (request.route as { path?: string } | undefined)?.path ?? request.baseUrl, status: String(response.statusCode) }); });
    next();
  };
}
