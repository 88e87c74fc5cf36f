import { Module } from '@nestjs/common';
import { AbandonedUploads } from './abandoned-uploads.ts';
import { IngestController } from './ingest.controller.ts';
import { IngestService } from './ingest.service.ts';
import { UploadReceiver } from './upload-receiver.ts';

@Module({ controllers: [IngestController], providers: [IngestService, UploadReceiver, AbandonedUploads] })
export class IngestModule {}
