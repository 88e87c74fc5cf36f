import { createReadSession, invariant } from '@postern/engine';
import type { ReadResult, ReadSession } from '@postern/engine';
import { Problem } from '../../platform/problems/problem.ts';
import type { UploadForm, UploadSummary } from '../data/upload-data.ts';

const LINE_FEED = 10;
const MAX_ERRORS = 20;
/** Of text in memory at once: a line of NDJSON, or a whole YAML or JSON stream. */
const MAX_HELD_BYTES = 256 * 2 ** 20;

/** Reads one upload as its bytes come. */
export class UploadReader {
  private readonly session: ReadSession;
  private readonly form: UploadForm;
  private readonly file: string;
  private held: Uint8Array[] = [];
  private heldBytes = 0;
  private read: ReadResult | undefined;

  constructor(form: UploadForm, file: string) { this.form = form; this.file = file; this.session = createReadSession(); }

  /** Takes the next bytes, which need not end where a line or a character does. */
  push(bytes: Uint8Array): void {
    const cut = this.form === 'ndjson' ? bytes.lastIndexOf(LINE_FEED) + 1 : 0;
    if (cut > 0) {
      const block = Buffer.concat([...this.held, bytes.subarray(0, cut)]);
      this.held = []; this.heldBytes = 0;
      this.session.ndjson(this.decode(block), this.file);
    }
    if (cut === bytes.length) return;
    this.held.push(bytes.subarray(cut));
    this.heldBytes += bytes.length - cut;
    if (this.heldBytes > MAX_HELD_BYTES) throw new Problem('PAYLOAD_TOO_LARGE', this.form === 'ndjson' ? 'one line is too large' : 'one text is too large; send NDJSON, which is read line by line');
  }

  finish(): UploadSummary {
    const rest = Buffer.concat(this.held);
    this.held = [];
    if (this.form === 'ndjson') { if (rest.length > 0) this.session.ndjson(this.decode(rest), this.file); } else this.session.text({ file: this.file, text: this.decode(rest) });
    this.read = this.session.finish();
    const { objects, diagnostics, coverage } = this.read;
    const errors = objects.length > 0 ? [] : diagnostics.filter(({ severity }) => severity === 'error').slice(0, MAX_ERRORS)
      .map(({ source, message, code }) => ({ file: source?.file ?? this.file, line: source?.line ?? null, reason: message, code }));
    return { objects: objects.length, capturedAt: coverage.collection?.capturedAt ?? null, errors };
  }

  get result(): ReadResult {
    invariant(this.read !== undefined, 'E-08F5', 'the upload was read to its end');
    return this.read;
  }

  private decode(bytes: Uint8Array): string {
    try { return new TextDecoder('utf-8', { fatal: true }).decode(bytes); } catch {
      throw new Problem('MANIFEST_INVALID', 'the body is not UTF-8 text', [{ file: this.file, line: null, reason: 'not UTF-8 text' }]);
    }
  }
}
