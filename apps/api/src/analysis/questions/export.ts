import { connectionRecord, connectionsCsv, connectionsDot, connectionsOf, connectionsPieces, connectionsSections, omittedFromList, sectionsMarkdown } from '@postern/engine';
import type { ConnectionAnswer, Grouping, View } from '@postern/engine';
import type { Report } from '../background/background-ask.ts';
import { boundedChunks } from '../background/bounded-chunks.ts';
import type { ExportAsk } from '../data/export-data.ts';
import type { LoadedView } from '../loaded-view.ts';
import { underBasis } from './under-basis.ts';

/** The whole list as text, in pieces: as the command line prints it, JSON without its blanks. */
export function exportPieces(loaded: LoadedView, { basis, groupBy, format }: ExportAsk, report: Report): Iterable<string> {
  const { loaded: { view }, caveats } = underBasis(loaded, basis);
  const rows = counted(connectionsOf(view, { groupBy }), senders(view, groupBy), report);
  const all = [...view.firewalls.caveats, ...caveats];
  switch (format) {
    case 'json': return connectionsPieces(rows, all, omittedFromList(view));
    case 'ndjson': return lines(rows);
    case 'csv': return connectionsCsv(rows);
    case 'md': return sectionsMarkdown(connectionsSections(rows, all, omittedFromList(view)));
    case 'dot': return connectionsDot(rows);
  }
}

/** The whole list as bytes, for who waits for it. @throws {Problem} QUERY_TOO_COMPLEX */
export function exportText(loaded: LoadedView, { ask, mostBytes }: { readonly ask: ExportAsk; readonly mostBytes: number }): Uint8Array {
  return Buffer.concat([...boundedChunks(exportPieces(loaded, ask, () => undefined), mostBytes)]);
}

function* lines(rows: Iterable<ConnectionAnswer>): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(connectionRecord(row))}\n`;
}

/** Rows come sender by sender. */
function* counted(rows: Iterable<ConnectionAnswer>, senderCount: number, report: Report): Generator<ConnectionAnswer> {
  let last = ''; let seen = 0;
  for (const row of rows) {
    if (row.from.ref !== last) { last = row.from.ref; seen += 1; report(Math.min(1, seen / senderCount)); }
    yield row;
  }
}

/** About how many senders the list has. */
function senders({ firewalls: { endpoints } }: View, groupBy: Grouping): number {
  const names = new Set(endpoints.filter(({ kind }) => kind === 'pod').map(({ ref, namespace, workload }) => (groupBy === 'pod' ? ref : groupBy === 'namespace' ? namespace : workload)));
  return Math.max(1, names.size);
}
