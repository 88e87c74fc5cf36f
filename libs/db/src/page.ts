/** One page of a list in its documented order. */
export interface Page<T> {
  readonly items: readonly T[];
  /** More items follow the last one of this page. */
  readonly hasMore: boolean;
  /** Items of the whole filtered list, on every page. */
  readonly total: number;
}
