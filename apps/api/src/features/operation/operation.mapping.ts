import type { OperationRecord } from '@postern/db';
import type { OperationBody } from './operation-rest.types.ts';

export const operationUrl = (id: string): string => `/v1/operations/${encodeURIComponent(id)}`;
export const resultUrl = (id: string): string => `${operationUrl(id)}/result`;

export const toOperationBody = ({ id, kind, state, progress, problem, resultUrl: url, isUnchanged, expiresAt, createdAt, updatedAt }: OperationRecord): OperationBody => ({
  id, kind, state, progress, problem: problem === null ? null : { ...problem }, resultUrl: url, unchanged: isUnchanged, expiresAt: expiresAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString(),
});
