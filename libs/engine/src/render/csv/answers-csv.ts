import type { Diff } from '../../diff/changes.ts';
import type { ExposureAnswer } from '../../exposure/answers.ts';
import type { ConnectionAnswer } from '../../query/answers.ts';
import { connectionRecord, type ConnectionRecord } from '../documents/connections-document.ts';
import { changeRecord, type ChangeRecord } from '../documents/diff-document.ts';
import { exposureRecord, type ExposureRecord, type PathRecord } from '../documents/exposure-document.ts';
import { peerRecord, type PeerRecord, type PeersAnswer } from '../documents/peers-document.ts';
import { resourceText } from '../text/resource-text.ts';
import { csvLines, type CsvColumn } from './csv-lines.ts';

/** The whole list, a line for each pair; sets as text. */
export const connectionsCsv = (connections: Iterable<ConnectionAnswer>): Generator<string> => csvLines(CONNECTIONS, mapped(connections, connectionRecord));

/** A set question, a line for each peer. */
export const peersCsv = ({ peers, traffic }: PeersAnswer): Generator<string> => csvLines(PEERS, mapped(peers, (peer) => peerRecord(peer, traffic)));

/** The difference of two versions, a line for each change of connectivity. */
export const diffCsv = ({ changes }: Diff): Generator<string> => csvLines(CHANGES, mapped(changes, changeRecord));

/** What is exposed, a line for each way in, and one for each end that has a way out. */
export const exposureCsv = (answers: readonly ExposureAnswer[]): Generator<string> => csvLines(EXPOSURES, exposures(answers));

interface Exposure { readonly end: ExposureRecord; readonly path: PathRecord | null }

function* exposures(answers: readonly ExposureAnswer[]): Generator<Exposure> {
  for (const { items, direction } of answers) for (const item of items) {
    const end = exposureRecord(item, direction);
    if (end.via.length === 0) yield { end, path: null };
    for (const path of end.via) yield { end, path };
  }
}

function* mapped<From, To>(items: Iterable<From>, to: (item: From) => To): Generator<To> {
  for (const item of items) yield to(item);
}

const column = <Row>(heading: keyof Row & string, of: (row: Row) => string): CsvColumn<Row> => ({ heading, of });
const codes = ({ conditions = [] }: Pick<ConnectionRecord, 'conditions'>): string => [...new Set(conditions.map(({ code }) => code))].join(' ');

const CONNECTIONS: readonly CsvColumn<ConnectionRecord>[] = [
  column('from', ({ from }) => from), column('to', ({ to }) => to), column('verdict', ({ verdict }) => verdict),
  column('allowed', ({ allowed }) => allowed), column('partial', ({ partial }) => partial), column('undecided', ({ undecided }) => undecided), column('conditions', codes),
];

const PEERS: readonly CsvColumn<PeerRecord>[] = [
  column('ref', ({ ref }) => ref), column('verdict', ({ verdict }) => verdict), column('allowed', ({ allowed }) => allowed),
  column('partial', ({ partial = '' }) => partial), column('undecided', ({ undecided = '' }) => undecided), column('pods', ({ pods }) => String(pods)), column('conditions', codes),
];

const CHANGES: readonly CsvColumn<ChangeRecord>[] = [
  column('kind', ({ kind }) => kind), column('from', ({ from }) => from), column('to', ({ to }) => to), column('before', ({ before }) => before), column('after', ({ after }) => after),
  column('partialBefore', ({ partialBefore = '' }) => partialBefore), column('partialAfter', ({ partialAfter = '' }) => partialAfter),
  column('undecidedBefore', ({ undecidedBefore = '' }) => undecidedBefore), column('undecidedAfter', ({ undecidedAfter = '' }) => undecidedAfter),
  column('causes', ({ causes }) => causes.join(' ')), column('causedBy', ({ causedBy }) => causedBy.map((change) => `${change.op} ${resourceText(change)}`).join('; ')),
];

const EXPOSURES: readonly CsvColumn<Exposure>[] = [
  { heading: 'direction', of: ({ end }) => end.direction }, { heading: 'ref', of: ({ end }) => end.ref }, { heading: 'pods', of: ({ end }) => String(end.pods) },
  { heading: 'through', of: ({ path }) => path?.kind ?? '' }, { heading: 'resource', of: ({ path }) => (path === null || path.resource === null ? '' : resourceText(path.resource)) },
  { heading: 'hostnames', of: ({ path }) => path?.hostnames.join(' ') ?? '' }, { heading: 'paths', of: ({ path }) => path?.paths.join(' ') ?? '' },
  { heading: 'addresses', of: ({ path }) => path?.addresses.join(' ') ?? '' }, { heading: 'ports', of: ({ path }) => path?.ports.join('; ') ?? '' },
  { heading: 'verdict', of: ({ end, path }) => (path ?? end).verdict }, { heading: 'allowed', of: ({ end, path }) => (path ?? end).allowed },
  { heading: 'partial', of: ({ end, path }) => (path ?? end).partial ?? '' }, { heading: 'undecided', of: ({ end, path }) => (path ?? end).undecided ?? '' },
];
