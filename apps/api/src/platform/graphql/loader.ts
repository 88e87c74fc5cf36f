import DataLoader from 'dataloader';
import type { RequestContext } from './request-context.ts';

/** The loader of that name in this request: keys that are asked for in one tick become one question. */
export function loaderOf<K, V>({ loaders }: RequestContext, name: string, load: (keys: readonly K[]) => Promise<readonly V[]>, keyText: (key: K) => string): DataLoader<K, V, string> {
  const known = loaders.get(name) as DataLoader<K, V, string> | undefined;
  if (known !== undefined) return known;
  const loader = new DataLoader<K, V, string>(load, { cacheKeyFn: keyText, maxBatchSize: 1000 });
  loaders.set(name, loader);
  return loader;
}
