import type { Basis, Grouping } from '@postern/engine';

/** The forms of whole answers: one document, a row on each line, Markdown for people, a graph for Graphviz. */
export const MEDIA_TYPES = {
  json: 'application/json; charset=utf-8', ndjson: 'application/x-ndjson; charset=utf-8', csv: 'text/csv; charset=utf-8; header=present', md: 'text/markdown; charset=utf-8', dot: 'text/vnd.graphviz; charset=utf-8',
} as const;
export type ExportFormat = keyof typeof MEDIA_TYPES;

/** The whole list of a view. */
export interface ExportAsk { readonly basis: Basis; readonly groupBy: Grouping; readonly format: ExportFormat }
