// What the API server adds to every object.

const START = Date.parse('2026-10-01T00:00:00Z');
const SECONDS = 40 * 86400;

/** Versions of a cluster's objects, counted over all of them. */
export function createStamps() {
  let version = 1000;
  const resourceVersion = () => String(++version);
  return { resourceVersion, metadata: (r, fields) => ({ ...fields, uid: r.uid(), resourceVersion: resourceVersion(), creationTimestamp: creationTime(r) }) };
}

/** When an object came to be. */
export const creationTime = (r) => new Date(START + r.int(SECONDS) * 1000).toISOString().replace('.000Z', 'Z');
