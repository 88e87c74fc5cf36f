import type { UploadForm } from '../../analysis/data/upload-data.ts';
import { Problem } from '../../platform/problems/problem.ts';

const FORMS: Readonly<Record<string, UploadForm>> = {
  'application/x-ndjson': 'ndjson', 'application/ndjson': 'ndjson', 'application/jsonl': 'ndjson', 'application/json': 'text',
  'application/yaml': 'text', 'application/x-yaml': 'text', 'text/yaml': 'text', 'text/x-yaml': 'text', 'text/vnd.yaml': 'text',
};
const ENCODINGS = new Set(['identity', 'gzip', 'x-gzip']);

export interface UploadFormat { readonly form: UploadForm; readonly isGzip: boolean }

/** How the body is to be read, by its headers. @throws {Problem} UNSUPPORTED_MEDIA_TYPE */
export function uploadFormat(contentType: string | undefined, contentEncoding: string | undefined): UploadFormat {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';').map((part) => part.trim());
  const form = FORMS[type];
  if (form === undefined) throw new Problem('UNSUPPORTED_MEDIA_TYPE', `send ${Object.keys(FORMS).slice(0, 5).join(', ')}; this is ${type === '' ? 'no type at all' : `"${type}"`}`);
  const charset = parameters.find((part) => part.startsWith('charset='))?.slice('charset='.length).replaceAll('"', '');
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') throw new Problem('UNSUPPORTED_MEDIA_TYPE', `the text must be UTF-8, not ${charset}`);
  const encoding = (contentEncoding ?? 'identity').toLowerCase();
  if (!ENCODINGS.has(encoding)) throw new Problem('UNSUPPORTED_MEDIA_TYPE', `the body may be compressed by gzip, not by ${encoding}`, [], { 'Accept-Encoding': 'gzip' });
  return { form, isGzip: encoding !== 'identity' };
}
