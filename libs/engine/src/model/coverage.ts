/** How many objects of one kind were in the input and whether Postern models it. */
export interface KindCoverage {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly count: number;
  readonly isUnderstood: boolean;
}

/** A kind that a `Collection` record declares as collected; `namespaces` is `*` or a list. */
export interface CollectedKind { readonly group: string; readonly kind: string; readonly namespaces: '*' | readonly string[] }

/** What answers can rest on. */
export interface Coverage {
  /** Every kind met, sorted by group, kind and version. */
  readonly kinds: readonly KindCoverage[];
  /** Documents that could not be read and whose text does not show which policy they hold, if any; absent where there are none. */
  readonly unreadableDocuments?: number;
  /** Present when the input began with a `Collection` record; then a kind not listed was not collected. */
  readonly collection?: { readonly collected: readonly CollectedKind[]; readonly capturedAt?: string; readonly source?: string };
}

/** Whether the input says which kinds it collected and Namespaces are not among them, so that their labels are unknown (U16). */
export const areNamespacesUncollected = ({ collection }: Coverage): boolean => collection !== undefined && !collection.collected.some(({ group, kind }) => group === '' && kind === 'Namespace');
