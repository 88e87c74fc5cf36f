/** What one document may cost. Beyond it the document is left out with a diagnostic. */
export const READ_LIMITS = {
  /** Levels of nesting; Kubernetes' own objects need about 20. */
  depth: 100,
  /** Characters; the parser's events take about 25 times as much memory. */
  yamlDocumentLength: 32 * 2 ** 20,
  /** From this length on, a YAML List without anchors is parsed element by element, which bounds memory by the largest element. */
  wholeListLength: 2 ** 20,
  jsonDocumentLength: 256 * 2 ** 20,
  ndjsonLineLength: 32 * 2 ** 20,
  aliases: 10_000,
  mergeKeys: 10_000,
  /** Values that a document with aliases may stand for. */
  expandedValues: 100_000,
  /** Lines remembered for one policy. */
  positions: 2_000,
  /** Diagnostics of one code; the rest are counted. */
  diagnosticsPerCode: 1_000,
} as const;
