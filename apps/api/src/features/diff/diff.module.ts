import { Module } from '@nestjs/common';
import { DiffController } from './diff.controller.ts';
import { DiffResolver } from './diff.resolver.ts';
import { DiffService } from './diff.service.ts';

@Module({ controllers: [DiffController], providers: [DiffService, DiffResolver] })
export class DiffModule {}
