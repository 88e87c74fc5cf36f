import { Problem } from './problem.ts';

interface Issue { readonly message: string; readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined }

const segment = (part: PropertyKey | { readonly key: PropertyKey }): string => String(typeof part === 'object' ? part.key : part);

/** What was not sent is called missing, for the caller never wrote `undefined`. */
function phrase(path: string, message: string): string {
  if (!message.endsWith(', received undefined')) return message;
  return path === '' ? 'there is no JSON body; send one with "Content-Type: application/json"' : 'is missing';
}

/** The problem for what a schema refused: one part for each field. */
export function invalid(issues: readonly Issue[]): Problem {
  const parts = issues.slice(0, 50).map(({ path: segments = [], message }) => {
    const path = segments.map(segment).join('.');
    return { path, message: phrase(path, message) };
  });
  return new Problem('VALIDATION_FAILED', parts.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; '), parts);
}
