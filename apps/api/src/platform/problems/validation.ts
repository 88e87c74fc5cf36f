import { Problem } from './problem.ts';

interface Issue { readonly message: string; readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined }

const segment = (part: PropertyKey | { readonly key: PropertyKey }): string => String(typeof part === 'object' ? part.key : part);

/** The problem for what a schema refused: one part for each field. */
export function invalid(issues: readonly Issue[]): Problem {
  const parts = issues.slice(0, 50).map(({ path = [], message }) => ({ path: path.map(segment).join('.'), message }));
  return new Problem('VALIDATION_FAILED', parts.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; '), parts);
}
