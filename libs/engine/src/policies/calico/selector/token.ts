/** One word or sign of a selector; `at` counts characters from 0. */
export type Token = { readonly at: number } & (
  | { readonly kind: 'label' | 'text' | 'has'; readonly value: string }
  | { readonly kind: 'all' | 'global' | '(' | ')' | '{' | '}' | ',' | '==' | '!=' | '!' | '&&' | '||' | 'in' | 'not in' | 'contains' | 'starts with' | 'ends with' | 'end' }
);

/** Why a text is no selector, and where; `at` counts characters from 0. */
export interface SelectorProblem { readonly at: number; readonly message: string }
