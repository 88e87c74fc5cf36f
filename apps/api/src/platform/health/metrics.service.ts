import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** Numbers about this process, in Prometheus' text form. */
@Injectable()
export class MetricsService implements OnApplicationShutdown {
  private readonly registry = new Registry();
  readonly requests = new Histogram({
    name: 'postern_http_request_duration_seconds', help: 'Requests by method, route and status.', labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.2, 1, 5, 30], registers: [this.registry],
  });
  readonly ingests = new Counter({ name: 'postern_ingests_total', help: 'Uploads by how they ended.', labelNames: ['outcome'], registers: [this.registry] });
  readonly questions = new Histogram({ name: 'postern_question_duration_seconds', help: 'Questions asked of analysis threads.', labelNames: ['question'], buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10], registers: [this.registry] });

  constructor() { collectDefaultMetrics({ register: this.registry }); }

  text(): Promise<string> { return this.registry.metrics(); }
  onApplicationShutdown(): void { this.registry.clear(); }
}
