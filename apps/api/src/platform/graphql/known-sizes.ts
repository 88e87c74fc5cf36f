import type { DocumentSize } from './document-size.ts';

/** Characters of documents that are kept: a client asks few different ones over and over. */
const MOST_CHARACTERS = 2 ** 21;

/** The sizes of documents by their text, so that one that comes again is not read again. The one unused for longest goes first. */
export class KnownSizes {
  private readonly sizes = new Map<string, DocumentSize>();
  private characters = 0;

  get(text: string): DocumentSize | undefined {
    const size = this.sizes.get(text);
    if (size === undefined) return undefined;
    this.sizes.delete(text);
    this.sizes.set(text, size);
    return size;
  }

  put(text: string, size: DocumentSize): void {
    if (this.sizes.has(text)) return;
    this.sizes.set(text, size);
    this.characters += text.length;
    for (const each of this.sizes.keys()) {
      if (this.characters <= MOST_CHARACTERS) return;
      this.sizes.delete(each);
      this.characters -= each.length;
    }
  }
}
