/** The header that leads to the next page: the same path and query with another cursor. */
export function nextLink(path: string, cursor: string): Readonly<Record<string, string>> {
  const url = new URL(path, 'http://localhost');
  url.searchParams.set('cursor', cursor);
  return { Link: `<${url.pathname}${url.search}>; rel="next"` };
}

/** A path about a version of a cluster with its number: the next page is of this very version, whatever `latest` is by then. */
export function numberedPath(path: string, sequence: number): string {
  return path.replace(/^(\/v1\/clusters\/[^/]+\/snapshots\/)[^/?]+/, (_, before: string) => `${before}${String(sequence)}`);
}
