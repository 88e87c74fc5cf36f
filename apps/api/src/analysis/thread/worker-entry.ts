/**
 * The compiled file of a worker, by its path from `analysis/`. Under a test runner we are TypeScript with decorators
 * further down, which a bare thread cannot load; `tsc -b` runs before the tests, so the compiled file is there.
 */
export function workerEntry(path: string): URL {
  const here = import.meta.url;
  return new URL(here.endsWith('.ts') ? `../../../dist/analysis/${path}` : `../${path}`, here);
}
