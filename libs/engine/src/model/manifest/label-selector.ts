import type { Shape } from '../shape.ts';

/** A label selector as it was written, the same in every policy API. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>> | null;
  readonly matchExpressions?: readonly LabelSelectorRequirement[] | null;
}

export interface LabelSelectorRequirement { readonly key: string; readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'; readonly values?: readonly string[] | null }

/** The structure of a label selector, complete: what is not here, the API server drops. */
export const LABEL_SELECTOR_SHAPE: Shape = {
  fields: { matchLabels: { map: 'string' }, matchExpressions: { list: { fields: { key: 'string', operator: 'string', values: { list: 'string' } } } } },
};
