/** Which compiled view of a version. */
export interface CompiledViewKey {
  readonly clusterId: number;
  readonly sequence: number;
  /** SHA-256 of everything else that the bytes depend on: who made them, for whom, by which settings. */
  readonly digest: Uint8Array;
}

/** Versions made ready for questions, as bytes. Anything may be missing at any time: who asks can make it again. */
export interface CompiledViewStore {
  /** The bytes as they were saved; null where there are none. */
  find(key: CompiledViewKey): Promise<Uint8Array | null>;
  /**
   * Keeps the bytes with the version, instead of what was there under this key, and of the cluster's other views the
   * newest. Bytes beyond {@link COMPILED_VIEW_MAX_BYTES}, and those of a version that is gone, are not kept; says whether they were.
   */
  save(key: CompiledViewKey, content: Uint8Array): Promise<boolean>;
}

/** Of one view, as it is handed over. */
export const COMPILED_VIEW_MAX_BYTES = 64 * 2 ** 20;
/** Views that a cluster keeps. */
export const COMPILED_VIEWS_KEPT = 16;
