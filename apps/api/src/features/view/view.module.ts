import { Global, Module } from '@nestjs/common';
import { ViewResolver } from './view.resolver.ts';
import { ViewService } from './view.service.ts';

/** Global, since every question names a view. */
@Global()
@Module({ providers: [ViewService, ViewResolver], exports: [ViewService] })
export class ViewModule {}
