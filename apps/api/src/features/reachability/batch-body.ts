import type { Readable } from 'node:stream';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { Problem } from '../../platform/problems/problem.ts';

const TYPES = new Set(['application/x-ndjson', 'application/ndjson', 'application/jsonl']);

/** The lines of a body that are not blank. @throws {Problem} UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, VALIDATION_FAILED */
export async function readLines(request: IdentifiedRequest, { maxBytes, maxLines }: { readonly maxBytes: number; readonly maxLines: number }): Promise<readonly string[]> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!TYPES.has(type) || (request.headers['content-encoding'] ?? 'identity') !== 'identity') throw new Problem('UNSUPPORTED_MEDIA_TYPE', 'send probes as application/x-ndjson, not compressed');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as unknown as Readable) {
    size += (chunk as Uint8Array).length;
    if (size > maxBytes) throw new Problem('PAYLOAD_TOO_LARGE', `the body may have ${String(maxBytes)} bytes`);
    chunks.push(chunk as Uint8Array);
  }
  const lines = textOf(Buffer.concat(chunks)).split('\n').filter((line) => line.trim() !== '');
  if (lines.length > maxLines) throw new Problem('VALIDATION_FAILED', `a batch may have ${String(maxLines)} probes`);
  return lines;
}

function textOf(bytes: Uint8Array): string {
  try { return new TextDecoder('utf-8', { fatal: true }).decode(bytes); } catch { throw new Problem('VALIDATION_FAILED', 'the body is not UTF-8 text'); }
}
