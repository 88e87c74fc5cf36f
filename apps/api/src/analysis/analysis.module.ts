import { Global, Module } from '@nestjs/common';
import { AnalysisService } from './analysis.service.ts';
import { BackgroundThread } from './background-thread.ts';
import { UploadThreads } from './upload-threads.ts';

/** Threads that read uploads, hold views and answer questions. */
@Global()
@Module({ providers: [AnalysisService, BackgroundThread, UploadThreads], exports: [AnalysisService, BackgroundThread, UploadThreads] })
export class AnalysisModule {}
