import type { LintDocument } from '@postern/engine';
import type { ViewKey } from '../view-key.ts';

/** A finding as the command line prints it. */
export type FindingRecord = LintDocument['findings'][number];

export type FindingSeverity = 'info' | 'low' | 'medium' | 'high' | 'critical';

/** Which findings are kept. */
export interface FindingFilterAsk { readonly codes: readonly string[] | null; readonly minSeverity: FindingSeverity | null; readonly namespaces: readonly string[] | null }

/** `apiVersion` is that of the object that it is about. */
export interface FindingData { readonly view: ViewKey; readonly record: FindingRecord; readonly apiVersion: string | null }
