import { Module } from '@nestjs/common';
import { MatrixResolver } from './matrix.resolver.ts';
import { MatrixService } from './matrix.service.ts';

@Module({ providers: [MatrixService, MatrixResolver] })
export class MatrixModule {}
