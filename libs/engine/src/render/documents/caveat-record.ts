import type { Caveat } from '../../model/firewalls.ts';
import { resourceRecord, type ResourceRecord } from './step-record.ts';

export interface CaveatRecord { readonly code: string; readonly message: string; readonly resources: readonly ResourceRecord[] }

export const caveatRecords = (caveats: readonly Caveat[]): readonly CaveatRecord[] => caveats.map(({ code, message, resources }) => ({ code, message, resources: resources.map(resourceRecord) }));
