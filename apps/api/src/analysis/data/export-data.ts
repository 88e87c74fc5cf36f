import type { Basis, Grouping } from '@postern/engine';

/** The whole list of a view: one document, or a row on each line. */
export interface ExportAsk { readonly basis: Basis; readonly groupBy: Grouping; readonly format: 'json' | 'ndjson' }

export const EXPORT_TYPES = { json: 'application/json; charset=utf-8', ndjson: 'application/x-ndjson; charset=utf-8' } as const;
