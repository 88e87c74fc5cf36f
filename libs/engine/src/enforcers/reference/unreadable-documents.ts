import type { Coverage } from '../../model/coverage.ts';
import type { Caveat } from '../../model/firewalls.ts';

/** What stands before every answer where part of the input could have been anything. */
export function unreadableDocuments({ unreadableDocuments: count = 0 }: Coverage): readonly Caveat[] {
  if (count === 0) return [];
  const documents = count === 1 ? '1 document of the input' : `${String(count)} documents of the input`;
  return [{ code: 'DOCUMENTS_UNREADABLE', message: `${documents} could not be read, and what ${count === 1 ? 'it holds' : 'they hold'} is missing from this answer.`, resources: [] }];
}
