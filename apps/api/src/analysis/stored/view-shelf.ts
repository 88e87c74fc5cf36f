import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Storage } from '@postern/db';
import type { PolicyImpact } from '@postern/engine';
import type { LoadedView } from '../loaded-view.ts';
import type { ViewKey } from '../view-key.ts';
import { restoreView, storedImpactsKey, storedViewKey, storeView } from './stored-view.ts';

/** Long enough for the question that waits for the view to be answered first. */
const SAVE_AFTER_MS = 500;

/** Views as bytes in the database. Whatever is wrong with them, the version can be compiled anew. */
export class ViewShelf {
  private readonly storage: Storage;
  private readonly build: string;
  private readonly onProblem: (error: unknown) => void;
  constructor(storage: Storage, build: string, onProblem: (error: unknown) => void) { this.storage = storage; this.build = build; this.onProblem = onProblem; }

  /** Null where nothing is kept that can be read. */
  async take(key: ViewKey): Promise<LoadedView | null> {
    try {
      const content = await this.storage.views.find(storedViewKey(key, this.build));
      return content === null ? null : restoreView(key, content);
    } catch (error) {
      this.onProblem(error);
      return null;
    }
  }

  /** What the policies of a view do, where it has been worked out. */
  async takeImpacts(key: ViewKey): Promise<readonly PolicyImpact[] | null> {
    try {
      const content = await this.storage.views.find(storedImpactsKey(key, this.build));
      return content === null ? null : JSON.parse(zstdDecompressSync(content).toString()) as readonly PolicyImpact[];
    } catch (error) {
      this.onProblem(error);
      return null;
    }
  }

  async keepImpacts(key: ViewKey, impacts: readonly PolicyImpact[]): Promise<void> {
    try { await this.storage.views.save(storedImpactsKey(key, this.build), zstdCompressSync(JSON.stringify(impacts))); } catch (error) { this.onProblem(error); }
  }

  /** Keeps a view that was compiled from its objects, a little later. */
  put(loaded: LoadedView): void {
    setTimeout(() => {
      Promise.resolve().then(() => this.storage.views.save(storedViewKey(loaded.key, this.build), storeView(loaded))).catch((error: unknown) => { this.onProblem(error); });
    }, SAVE_AFTER_MS).unref();
  }
}
