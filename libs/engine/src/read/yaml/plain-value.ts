import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { plainScalar } from './scalar-schema.ts';

type Scalar = Extract<Event, { readonly type: typeof EVENT_ID.SCALAR }>;
interface Cursor { readonly source: string; readonly events: readonly Event[]; at: number }

/** Tags, anchors, merges and mistakes are the library's to handle. */
class NotPlain extends Error {}

// One for all, since making one costs more than a short document.
const NOT_PLAIN = new NotPlain();
const NO_RANGE = -1;

/**
 * The value that the events of one document stand for, in one walk and without a note of each node; undefined where only
 * the library's constructor can tell, or refuses.
 */
export function plainValue(source: string, events: readonly Event[]): { readonly value: unknown } | undefined {
  if (events[0]?.type !== EVENT_ID.DOCUMENT) return undefined;
  const cursor = { source, events, at: 1 };
  try {
    const value = valueAt(cursor);
    return cursor.at === events.length - 1 ? { value } : undefined;
  } catch {
    return undefined;
  }
}

function valueAt(cursor: Cursor): unknown {
  const event = next(cursor);
  if (event.type === EVENT_ID.SCALAR) return scalarOf(cursor.source, event);
  if (event.type !== EVENT_ID.MAPPING && event.type !== EVENT_ID.SEQUENCE) throw NOT_PLAIN;
  if (event.tagStart !== NO_RANGE || event.anchorStart !== NO_RANGE) throw NOT_PLAIN;
  return event.type === EVENT_ID.MAPPING ? mappingAt(cursor) : sequenceAt(cursor);
}

function next(cursor: Cursor): Event {
  const event = cursor.events[cursor.at];
  cursor.at += 1;
  if (event === undefined) throw NOT_PLAIN;
  return event;
}

function scalarOf(source: string, event: Scalar): string | number | boolean | null {
  if (event.tagStart !== NO_RANGE || event.anchorStart !== NO_RANGE) throw NOT_PLAIN;
  const text = getScalarValue(source, event);
  return event.style === SCALAR_STYLE.PLAIN ? plainScalar(text) : text;
}

function mappingAt(cursor: Cursor): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (let event = next(cursor); event.type !== EVENT_ID.POP; event = next(cursor)) {
    if (event.type !== EVENT_ID.SCALAR) throw NOT_PLAIN;
    const key = String(scalarOf(cursor.source, event));
    if (key === '<<' || key === '__proto__' || Object.hasOwn(out, key)) throw NOT_PLAIN;
    out[key] = valueAt(cursor);
  }
  return out;
}

function sequenceAt(cursor: Cursor): unknown[] {
  const out: unknown[] = [];
  while (cursor.events[cursor.at]?.type !== EVENT_ID.POP) out.push(valueAt(cursor));
  cursor.at += 1;
  return out;
}
