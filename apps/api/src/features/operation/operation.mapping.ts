import type { OperationRecord } from '@postern/db';
import type { OperationBody } from './operation-rest.types.ts';

export const operationUrl = (id: string): string => `/v1/operations/${encodeURIComponent(id)}`;

export const toOperationBody = ({ id, kind, state, progress, problem, resultUrl, isUnchanged, createdAt, updatedAt }: OperationRecord): OperationBody => ({
  id, kind, state, progress, problem: problem === null ? null : { ...problem }, resultUrl, unchanged: isUnchanged, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString(),
});
