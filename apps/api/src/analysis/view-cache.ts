import type { Storage } from '@postern/db';
import { loadView } from './loaded-view.ts';
import type { LoadedView } from './loaded-view.ts';
import { viewKeyText } from './view-key.ts';
import type { ViewKey } from './view-key.ts';

const MAX_ANSWERS = 16;

/** The compiled views that one thread keeps: at most `entries`, the one unused for longest goes first. */
export class ViewCache {
  private readonly views = new Map<string, LoadedView>();
  private readonly storage: Storage;
  private readonly entries: number;
  constructor(storage: Storage, entries: number) { this.storage = storage; this.entries = entries; }

  async get(key: ViewKey): Promise<LoadedView> {
    const text = viewKeyText(key);
    const known = this.views.get(text);
    if (known !== undefined) { touch(this.views, text, known); return known; }
    // Room is made first, so that the old view and the new one need not fit together.
    trim(this.views, this.entries - 1);
    const loaded = await loadView(this.storage, key);
    this.views.set(text, loaded);
    return loaded;
  }
}

/** An answer of a view that later pages of the same question read again; a few are kept beside the view. */
export function remember<T>(loaded: LoadedView, question: string, answer: () => T): T {
  const known = loaded.answers.get(question) as T | undefined;
  if (known !== undefined) { touch(loaded.answers, question, known); return known; }
  const fresh = answer();
  trim(loaded.answers, MAX_ANSWERS - 1);
  loaded.answers.set(question, fresh);
  return fresh;
}

function touch<T>(map: Map<string, T>, key: string, value: T): void { map.delete(key); map.set(key, value); }

function trim(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) { if (map.size <= most) return; map.delete(key); }
}
