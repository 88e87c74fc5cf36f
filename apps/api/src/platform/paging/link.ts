/** The header that leads to the next page: the same path and query with another cursor. */
export function nextLink(path: string, cursor: string): Readonly<Record<string, string>> {
  const url = new URL(path, 'http://localhost');
  url.searchParams.set('cursor', cursor);
  return { Link: `<${url.pathname}${url.search}>; rel="next"` };
}
