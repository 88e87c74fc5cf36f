import type { DiffAsk, DiffFormat } from '../data/diff-data.ts';
import type { DifferencesAsk } from '../data/difference-data.ts';
import type { ExportAsk } from '../data/export-data.ts';
import type { FindingFilterAsk } from '../data/finding-data.ts';
import type { ViewKey } from '../view-key.ts';

/** The version that an answer is about, as the answer says it. */
interface VersionOf { readonly ref: string; readonly contentDigest: string }

/** Questions about whole clusters, which may take longer than anybody waits. */
export type BackgroundAsk =
  | { readonly kind: 'EXPORT'; readonly key: ViewKey; readonly ask: ExportAsk }
  | { readonly kind: 'DIFF'; readonly diff: DiffAsk; readonly format: DiffFormat }
  | { readonly kind: 'FINDINGS'; readonly key: ViewKey; readonly filter: FindingFilterAsk }
  | { readonly kind: 'POLICY_IMPACT'; readonly key: ViewKey }
  | { readonly kind: 'DIFFERENCES'; readonly key: ViewKey; readonly ask: DifferencesAsk; readonly view: VersionOf };

/** The versions that a question is about. */
export const keysOf = (question: BackgroundAsk): readonly [ViewKey, ...ViewKey[]] => (question.kind === 'DIFF' ? [question.diff.base, question.diff.target] : [question.key]);

/** One question with where its answer goes. */
export interface BackgroundJob {
  readonly operationId: string;
  readonly resultUrl: string;
  readonly question: BackgroundAsk;
  /** Bytes of the answer before it is compressed. */
  readonly mostBytes: number;
  readonly keepSeconds: number;
}

/** Called with what is done, from 0 to 1. */
export type Report = (fraction: number) => void;
