import { StorageError } from '../storage-error.ts';

/** A version that never was. */
export const noVersion = (sequence: number): StorageError => new StorageError('NOT_FOUND', `There is no version ${sequence}.`, { sequence });

/** A version whose objects are deleted. */
export const expired = (sequence: number): StorageError => new StorageError('SNAPSHOT_EXPIRED', `Version ${sequence} has expired.`, { sequence });
