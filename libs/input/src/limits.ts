/** What reading may cost, in bytes after decompression. */
export interface InputLimits {
  /** One file, or standard input. */
  readonly fileBytes: number;
  /** All together. */
  readonly totalBytes: number;
  /** Number of files. */
  readonly files: number;
}

/** Room for a cluster of more than 100,000 pods. */
export const DEFAULT_LIMITS: InputLimits = { fileBytes: 256 * 2 ** 20, totalBytes: 2 ** 30, files: 100_000 };
