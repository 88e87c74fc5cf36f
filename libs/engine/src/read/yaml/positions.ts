import { EVENT_ID, type Event, getScalarValue } from 'js-yaml';

interface Frame { readonly isMapping: boolean; key: string | null; index: number }

/** Called for each value with the keys and indexes that lead to it, where its key (or itself, in a list) begins, and the event of that place. */
export type VisitPosition = (path: readonly string[], offset: number, event: number) => void;

function startOf(event: Event): number {
  if (event.type === EVENT_ID.SCALAR) return event.valueStart;
  if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) return event.start;
  return event.type === EVENT_ID.ALIAS ? event.anchorStart : -1;
}

/** Walks the events of one document, or of the value that begins at the event `from`, in order of the text; offsets ascend. */
export function visitPositions(source: string, events: readonly Event[], visit: VisitPosition, from = 0): void {
  const frames: Frame[] = [];
  const path: string[] = [];
  const see = (name: string, event: Event, index: number): void => {
    path[frames.length - 1] = name;
    path.length = frames.length;
    visit(path, startOf(event), index);
  };
  /** Whether the event is a mapping's key. */
  const enter = (event: Event, index: number): boolean => {
    const frame = frames.at(-1);
    if (frame?.isMapping === true && frame.key === null) {
      frame.key = event.type === EVENT_ID.SCALAR ? getScalarValue(source, event) : '';
      see(frame.key, event, index);
      return true;
    }
    if (frame !== undefined && !frame.isMapping) { see(String(frame.index), event, index); frame.index += 1; }
    if (frame !== undefined) frame.key = null;
    return false;
  };
  for (let index = from; index < events.length; index += 1) {
    const event = events[index] as Event;
    if (event.type === EVENT_ID.DOCUMENT) continue;
    if (event.type === EVENT_ID.POP) frames.pop();
    else {
      const isKey = enter(event, index);
      if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) frames.push({ isMapping: event.type === EVENT_ID.MAPPING, key: isKey ? '' : null, index: 0 });
    }
    if (frames.length === 0 && from > 0) return;
  }
}
