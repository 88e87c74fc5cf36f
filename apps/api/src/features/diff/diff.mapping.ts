import type { DiffChangeData, ResourceChangeData } from '../../analysis/data/diff-data.ts';
import { toEndpoint } from '../endpoint/endpoint.mapping.ts';
import { toResourceRef } from '../view/resource.mapping.ts';
import type { DiffChange, ResourceChange } from './diff.types.ts';

export const toResourceChange = ({ identity, op }: ResourceChangeData): ResourceChange => ({ ref: toResourceRef(identity), op });

export const toDiffChange = ({ from, to, causedBy, ...change }: DiffChangeData): DiffChange => ({ ...change, from: toEndpoint(from), to: toEndpoint(to), causedBy: causedBy.map(toResourceChange) });
