/** A wake-up from the database: the data is read from tables. After `RECONNECTED` any number may have been missed. */
export type StorageEvent =
  | { readonly kind: 'PUBLISHED' | 'EXPIRED'; readonly clusterId: number; readonly sequence: number }
  | { readonly kind: 'CLUSTER_DELETED'; readonly clusterId: number }
  | { readonly kind: 'RECONNECTED' };
