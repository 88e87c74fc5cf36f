import { loadView } from './loaded-view.ts';
import type { LoadedView } from './loaded-view.ts';
import { memoryOf } from './memory-of-view.ts';
import type { ViewShelf } from './stored/view-shelf.ts';
import { viewKeyText } from './view-key.ts';
import type { ViewKey } from './view-key.ts';
import type { Storage } from '@postern/db';

const MAX_ANSWERS = 16;

interface Kept { readonly loaded: LoadedView; readonly isWhole: boolean }

/** The views that one thread keeps, up to a number of bytes as estimated: the one unused for longest goes first, the last one stays. */
export class ViewCache {
  private readonly views = new Map<string, Kept>();
  private readonly storage: Storage;
  readonly shelf: ViewShelf;
  private readonly mostBytes: number;
  constructor(storage: Storage, shelf: ViewShelf, mostBytes: number) { this.storage = storage; this.shelf = shelf; this.mostBytes = mostBytes; }

  /** `isWhole`: with the objects of the version, which what was kept of it lacks. */
  async get(key: ViewKey, isWhole = false): Promise<LoadedView> {
    const text = viewKeyText(key);
    const known = this.views.get(text);
    if (known !== undefined && (known.isWhole || !isWhole)) { touch(this.views, text, known); return known.loaded; }
    this.views.delete(text);
    const stored = isWhole ? null : await this.shelf.take(key);
    if (stored !== null) return this.keep(text, { loaded: stored, isWhole: false });
    const loaded = await loadView(this.storage, key);
    this.shelf.put(loaded);
    return this.keep(text, { loaded, isWhole: true });
  }

  private keep(text: string, kept: Kept): LoadedView {
    let bytes = memoryOf(kept.loaded);
    for (const { loaded } of this.views.values()) bytes += memoryOf(loaded);
    for (const [each, { loaded }] of this.views) { if (bytes <= this.mostBytes) break; this.views.delete(each); bytes -= memoryOf(loaded); }
    this.views.set(text, kept);
    return kept.loaded;
  }
}

/** An answer of a view that later pages of the same question read again; a few are kept beside the view. */
export function remember<T>(loaded: LoadedView, question: string, answer: () => T): T {
  const known = loaded.answers.get(question) as T | undefined;
  if (known !== undefined) { touch(loaded.answers, question, known); return known; }
  const fresh = answer();
  for (const each of loaded.answers.keys()) { if (loaded.answers.size < MAX_ANSWERS) break; loaded.answers.delete(each); }
  loaded.answers.set(question, fresh);
  return fresh;
}

function touch<T>(map: Map<string, T>, key: string, value: T): void { map.delete(key); map.set(key, value); }
