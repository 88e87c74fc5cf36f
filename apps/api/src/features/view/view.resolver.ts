import { Args, Query, Resolver } from '@nestjs/graphql';
import { Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { ViewService } from './view.service.ts';
import { View } from './view.types.ts';

@Scopes('CONNECTIVITY_READ')
@Resolver(() => View)
export class ViewResolver {
  constructor(private readonly views: ViewService) {}

  @Query(() => View, { nullable: true, description: '`prod@latest`, `prod@412`, `prod@sha256:…`, `prod@2026-11-22T10:00:00Z`.' })
  view(@Caller() caller: Principal, @Args('ref') ref: string): Promise<View | null> { return this.views.find(caller, ref); }
}
