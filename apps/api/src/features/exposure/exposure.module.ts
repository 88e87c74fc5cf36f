import { Module } from '@nestjs/common';
import { ExposureController } from './exposure.controller.ts';
import { ExposureResolver } from './exposure.resolver.ts';
import { ExposureService } from './exposure.service.ts';

@Module({ controllers: [ExposureController], providers: [ExposureService, ExposureResolver] })
export class ExposureModule {}
