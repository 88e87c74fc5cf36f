import { createRequire } from 'node:module';

/** The version in the package's own manifest, which stands two folders above both `src` and `dist`. */
export function serviceVersion(): string {
  return (createRequire(import.meta.url)('../../../package.json') as { version: string }).version;
}
