import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Config } from '@postern/config';
import { Authenticator } from '../access/authenticator.ts';
import { requireScope } from '../access/permission.ts';
import { CONFIG } from '../config.token.ts';
import type { IdentifiedRequest } from '../http/identified-request.ts';

/** Metrics name clusters and loads, so they are for administrators unless METRICS_PUBLIC says otherwise. */
@Injectable()
export class MetricsGuard implements CanActivate {
  constructor(private readonly authenticator: Authenticator, @Inject(CONFIG) private readonly config: Config) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.config.METRICS_PUBLIC) return true;
    requireScope(await this.authenticator.identify(context.switchToHttp().getRequest<IdentifiedRequest>()), 'ADMIN');
    return true;
  }
}
