import { z } from 'zod';

const atLeast = (least: number, value: number, text: string): z.ZodDefault<z.ZodCoercedNumber> => z.coerce.number().int().min(least).default(value).describe(text);
const MIB = 1_048_576;

/** What the service bounds, with the defaults of its contract. */
export const serviceLimits = {
  GRAPHQL_MAX_BYTES: atLeast(1, 65_536, 'Bytes of one GraphQL document.'),
  GRAPHQL_MAX_TOKENS: atLeast(1, 5000, 'Tokens of one GraphQL document.'),
  GRAPHQL_MAX_DEPTH: atLeast(1, 12, 'Nesting of one GraphQL operation.'),
  GRAPHQL_MAX_ALIASES: atLeast(0, 30, 'Aliases in one GraphQL operation.'),
  GRAPHQL_MAX_ROOT_FIELDS: atLeast(1, 20, 'Root fields of one GraphQL operation.'),
  GRAPHQL_MAX_FIELDS: atLeast(1, 1000, 'Fields of one GraphQL document, each counted once for every fragment that spreads it.'),
  GRAPHQL_MAX_COST: atLeast(1, 5000, 'Cost of one GraphQL operation.'),
  COST_BUCKET: atLeast(1, 20_000, 'Cost that one token may spend at once.'),
  COST_RESTORE_PER_SECOND: atLeast(1, 200, 'Cost that a token gets back each second.'),
  MAX_PAGE_SIZE: atLeast(1, 200, 'Largest `first` and `limit`.'),
  BATCH_MAX_PROBES: atLeast(1, 10_000, 'Probes in one batch.'),
  BODY_MAX_BYTES: atLeast(1, 2 * MIB, 'Bytes of a request body other than an upload.'),
  UPLOAD_MAX_BYTES: atLeast(1, 512 * MIB, 'Bytes of an upload as sent.'),
  UPLOAD_MAX_TEXT_BYTES: atLeast(1, 1024 * MIB, 'Bytes of an upload after decompression.'),
  UPLOAD_PATIENCE_MS: atLeast(1, 30_000, 'How long an upload may keep the service waiting for its bytes; 16 bytes earn one more millisecond.'),
  UPLOADS_AT_ONCE: atLeast(1, 2, 'Uploads that are read at the same time; more wait.'),
  ANALYSIS_THREADS: atLeast(1, 1, 'Threads that hold views and answer questions.'),
  ANALYSIS_TIMEOUT_MS: atLeast(1, 10_000, 'Milliseconds after which a question is given up.'),
  BACKGROUND_TIMEOUT_MS: atLeast(1, 900_000, 'Milliseconds after which a question in the background is given up.'),
  BACKGROUND_PER_TOKEN: atLeast(1, 4, 'Questions in the background that one token may have waiting or running, for each process.'),
  RESULT_MAX_BYTES: atLeast(1, 256 * MIB, 'Bytes of the answer to an export or to a question in the background, before it is compressed.'),
  RESULT_KEEP_SECONDS: atLeast(1, 86_400, 'Seconds for which the answer to a question in the background is kept.'),
  VIEW_CACHE_BYTES: atLeast(1, 512 * MIB, 'Bytes of compiled views that each analysis thread keeps, as estimated; the one in use always stays.'),
  METRICS_PUBLIC: z.stringbool().default(false).describe('Whether /metrics answers without a token.'),
};
