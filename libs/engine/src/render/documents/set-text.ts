import type { ConnectionSet } from '../../model/connection-set.ts';
import { connectionText } from '../../model/connection-text.ts';

/** The three sets of an answer as text. */
export interface SetTexts { readonly allowed: string; readonly partial: string; readonly undecided: string }

interface Sets { readonly allowed: ConnectionSet; readonly partial: ConnectionSet; readonly undecided: ConnectionSet; readonly universe: ConnectionSet }

export const setTexts = ({ allowed, partial, undecided, universe }: Sets): SetTexts => ({
  allowed: connectionText(allowed, universe), partial: connectionText(partial, universe), undecided: connectionText(undecided, universe),
});
