import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Authenticator } from './authenticator.ts';
import { CostBudget } from './cost-budget.ts';
import { TokenGuard } from './token.guard.ts';

/** Who is asking, what they may do, and how much of it. */
@Global()
@Module({
  providers: [Authenticator, CostBudget, { provide: APP_GUARD, useClass: TokenGuard }],
  exports: [Authenticator, CostBudget],
})
export class AccessModule {}
