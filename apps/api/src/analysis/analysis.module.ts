import { Global, Module } from '@nestjs/common';
import { AnalysisService } from './analysis.service.ts';
import { UploadThreads } from './upload-threads.ts';

/** Threads that read uploads, hold views and answer questions. */
@Global()
@Module({ providers: [AnalysisService, UploadThreads], exports: [AnalysisService, UploadThreads] })
export class AnalysisModule {}
