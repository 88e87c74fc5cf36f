/** Lines longer than this are no questions; the rest of such a line is skipped, not kept. */
const LONGEST_LINE = 1_048_576;

/** The lines of a stream as they come, without their ends; a line that is too long comes as undefined. */
export async function* readLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder();
  let pending = ''; let isSkipping = false;
  for await (const chunk of input) {
    const lines = (pending + decoder.decode(chunk, { stream: true })).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) {
      if (isSkipping) { isSkipping = false; continue; }
      yield line.length > LONGEST_LINE ? undefined : line;
    }
    if (pending.length > LONGEST_LINE) {
      if (!isSkipping) yield undefined;
      isSkipping = true; pending = '';
    }
  }
  pending += decoder.decode();
  if (pending !== '' && !isSkipping) yield pending;
}
