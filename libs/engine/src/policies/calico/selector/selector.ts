/** How the value of a label is compared with a text. */
export type Comparison = 'equals' | 'differs' | 'contains' | 'starts' | 'ends';

/** A selector as a tree. */
export type Selector =
  | { readonly op: 'all' }
  /** True of everything, like `all`; the meaning that it has for namespaces is given to it before. */
  | { readonly op: 'global' }
  | { readonly op: 'has'; readonly key: string }
  | { readonly op: Comparison; readonly key: string; readonly value: string }
  /** Values are sorted and stand once. */
  | { readonly op: 'in' | 'notIn'; readonly key: string; readonly values: readonly string[] }
  | { readonly op: 'and' | 'or'; readonly of: readonly Selector[] }
  | { readonly op: 'not'; readonly of: Selector };
