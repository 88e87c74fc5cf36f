import { atEnd, expect, expectEnd, peek, refuse, rest, scan, take, takeWhile, type Scanner } from './scanner.ts';

/** A version of a cluster, or a scenario on top of one. */
export type ViewReference =
  | { readonly kind: 'snapshot'; readonly cluster: string; readonly at: SnapshotPoint }
  | { readonly kind: 'scenario'; readonly id: string };

/** Which version of a cluster a reference names. */
export type SnapshotPoint =
  | { readonly by: 'latest' }
  | { readonly by: 'sequence'; readonly sequence: number }
  /** Lower-case hexadecimal SHA-256 of the content, or at least the first six digits of it. */
  | { readonly by: 'digest'; readonly digest: string }
  /** RFC 3339, as it was written: the newest version captured at or before it. */
  | { readonly by: 'time'; readonly time: string };

const CLUSTER = /[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?/y;
const ID = /[A-Za-z0-9-]+/y;
const TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:Z|[+-](\d\d):(\d\d))$/;

/**
 * Reads `prod@latest`, `prod@412`, `prod@sha256:9f2c…`, `prod@2026-11-22T10:00:00Z` or `scenario:ID`.
 *
 * @throws {QuestionError} REF_INVALID with `column` (from 1) and `caret` in its details
 */
export function parseViewReference(text: string): ViewReference {
  const scanner = scan(text);
  if (take(scanner, 'scenario:')) {
    const id = takeWhile(scanner, ID);
    if (id === '') refuse(scanner, 'expected the identifier of a scenario');
    expectEnd(scanner, 'the scenario');
    return { kind: 'scenario', id };
  }
  const cluster = takeWhile(scanner, CLUSTER);
  if (cluster === '') refuse(scanner, 'expected the name of a cluster');
  if (atEnd(scanner)) refuse(scanner, `a view names its version: write ${cluster}@latest`);
  expect(scanner, '@', 'after the name of the cluster');
  return { kind: 'snapshot', cluster, at: readPoint(scanner) };
}

/** The text that {@link parseViewReference} reads back. */
export function viewReferenceText(reference: ViewReference): string {
  if (reference.kind === 'scenario') return `scenario:${reference.id}`;
  switch (reference.at.by) {
    case 'latest': return `${reference.cluster}@latest`;
    case 'sequence': return `${reference.cluster}@${String(reference.at.sequence)}`;
    case 'digest': return `${reference.cluster}@sha256:${reference.at.digest}`;
    case 'time': return `${reference.cluster}@${reference.at.time}`;
  }
}

function readPoint(scanner: Scanner): SnapshotPoint {
  const text = rest(scanner);
  if (text === 'latest') return { by: 'latest' };
  if (/^\d+$/.test(text)) {
    const sequence = Number(text);
    if (sequence < 1 || !Number.isSafeInteger(sequence)) refuse(scanner, 'versions are numbered from 1');
    return { by: 'sequence', sequence };
  }
  if (take(scanner, 'sha256:')) {
    const digest = rest(scanner);
    if (!/^[0-9a-f]{6,64}$/.test(digest)) refuse(scanner, 'a digest is 6 to 64 lower-case hexadecimal digits');
    return { by: 'digest', digest };
  }
  const time = TIME.exec(text);
  if (time === null) refuse(scanner, peek(scanner) === '' ? 'expected latest, a number, sha256:… or a time after the @' : 'this is neither latest, a number, sha256:… nor a time such as 2026-11-22T10:00:00Z');
  if (!isTime(time.slice(1).map((part) => Number(part)))) refuse(scanner, 'there is no such time');
  return { by: 'time', time: text };
}

/** Upper bounds of hour, minute, second (a leap second is written as :60) and of the offset's hour and minute. */
const MOST = [23, 59, 60, 23, 59];

/** NaN stands for what the text leaves out. */
function isTime([year, month, day, ...clock]: readonly number[]): boolean {
  return isDay(year ?? 0, month ?? 0, day ?? 0) && !clock.some((value, index) => value > (MOST[index] ?? 0));
}

function isDay(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}
