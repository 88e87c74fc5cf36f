/** Whether a text is JSON rather than YAML's flow style, which needs no quotes around keys. */
export const looksLikeJson = (text: string): boolean => /^\s*(?:\{\s*["}]|\[\s*[[{\]])/.test(text) && !/^---(?:\s|$)/m.test(text);

/** Whether the first line is a whole JSON object and more than white space follows. */
export function isNdjson(text: string): boolean {
  const start = text.search(/\S/);
  const end = text.indexOf('\n', start);
  const line = text.slice(start, end < 0 ? undefined : end).trimEnd();
  if (end < 0 || !line.endsWith('}') || !line.startsWith('{') || !/\S/.test(text.slice(end))) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
