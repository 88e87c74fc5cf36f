import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@postern/config';
import type { UploadSummary } from '../../analysis/data/upload-data.ts';
import type { UploadHandle } from '../../analysis/upload/upload-handle.ts';
import { CONFIG } from '../../platform/config.token.ts';
import { Problem } from '../../platform/problems/problem.ts';
import { boundedBody } from './bounded-body.ts';
import type { UploadFormat } from './upload-format.ts';

/** Parts smaller than this go to the thread together. */
const CHUNK_BYTES = 256 * 1024;

export interface Received {
  readonly summary: UploadSummary;
  /** Equal for equal requests: over the address, the type and the text. */
  readonly fingerprint: string;
  readonly receivedAt: Date;
}

/** Hands a body to the thread that reads it; while that is busy the sender waits. */
@Injectable()
export class UploadReceiver {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** @throws {Problem} MANIFEST_INVALID when nothing of it can be read, PAYLOAD_TOO_LARGE */
  async receive(upload: UploadHandle, body: Readable, { form, isGzip }: UploadFormat, address: string, file: string): Promise<Received> {
    await upload.begin(form, file);
    const hash = createHash('sha256').update(JSON.stringify([address, form]));
    let parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of boundedBody(body, isGzip, { sentBytes: this.config.UPLOAD_MAX_BYTES, textBytes: this.config.UPLOAD_MAX_TEXT_BYTES, patienceMs: this.config.UPLOAD_PATIENCE_MS })) {
      hash.update(part);
      parts.push(part);
      size += part.length;
      if (size < CHUNK_BYTES) continue;
      await upload.chunk(parts);
      parts = []; size = 0;
    }
    if (size > 0) await upload.chunk(parts);
    const receivedAt = new Date();
    const summary = await upload.finish();
    if (summary.objects === 0) throw new Problem('MANIFEST_INVALID', summary.errors[0]?.reason ?? 'there is no Kubernetes object in the body', summary.errors);
    return { summary, fingerprint: hash.digest('hex'), receivedAt };
  }
}
