/** One page of a list in its documented order. */
export interface Page<T> {
  readonly items: readonly T[];
  /** More items follow the last one of this page. */
  readonly hasMore: boolean;
  /** Items of the whole filtered list, on every page. */
  readonly total: number;
}

/** A row of a page's statement: the total stands on each, alone where the page is empty. */
export type PageRow<Row> = { readonly total: number; readonly isItem: true | null } & Row;

interface PageParts {
  readonly from: string;
  /** What belongs to the list. */
  readonly where: string;
  /** What comes after the page before. */
  readonly after: string;
  /** Aliases of `columns`, quoted. */
  readonly order: string;
  readonly columns: string;
  /** The parameter that holds the size of a page plus one. */
  readonly limit: string;
}

/** One statement for a page and the total of its list. */
export const pageStatement = ({ from, where, after, order, columns, limit }: PageParts): string => `
  SELECT t.total, p.* FROM (SELECT count(*)::integer AS total FROM ${from} WHERE ${where}) t
  LEFT JOIN (SELECT true AS "isItem", ${columns} FROM ${from} WHERE (${where}) AND (${after}) ORDER BY ${order} LIMIT ${limit}) p ON true
  ORDER BY ${order}`;

/** The page behind the rows of `pageStatement`, which were one more than a page where another follows. */
export function toPage<Row, T>(rows: readonly PageRow<Row>[], first: number, toItem: (row: Row) => T): Page<T> {
  const found = rows.filter((row) => row.isItem === true);
  return { items: found.slice(0, first).map(toItem), hasMore: found.length > first, total: rows[0]?.total ?? 0 };
}
