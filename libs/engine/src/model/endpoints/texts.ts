/** Many texts in one: text `id` is what stands from `starts[id]` up to `starts[id + 1]`, in UTF-16 units. */
export interface Texts {
  readonly starts: Uint32Array;
  /** All of them, one after the other. */
  readonly all: () => string;
}

/** Puts texts into one. */
export function joinTexts(texts: readonly string[]): Texts {
  const starts = new Uint32Array(texts.length + 1);
  for (const [id, text] of texts.entries()) starts[id + 1] = (starts[id] as number) + text.length;
  const all = texts.join('');
  return { starts, all: () => all };
}

export const textAt = ({ starts, all }: Texts, id: number): string => all().slice(starts[id], starts[id + 1]);

const MOST_WAITING = 256;

/** Puts texts into one as they come, and keeps few of them. */
export function createTextWriter(count: number): { readonly add: (text: string) => void; readonly texts: () => Texts } {
  const starts = new Uint32Array(count + 1); const blocks: string[] = [];
  let waiting: string[] = []; let written = 0;
  return {
    add(text) {
      starts[written + 1] = (starts[written] as number) + text.length;
      written += 1;
      if (waiting.push(text) < MOST_WAITING) return;
      blocks.push(waiting.join(''));
      waiting = [];
    },
    texts: () => {
      const all = [...blocks, ...waiting].join('');
      return { starts, all: () => all };
    },
  };
}
