import { expect, it } from 'vitest';
import { csvLines } from './csv-lines.ts';

const COLUMNS = [{ heading: 'name', of: ([name]: readonly [string, number]) => name }, { heading: 'count', of: ([, count]: readonly [string, number]) => String(count) }];
const text = (rows: readonly (readonly [string, number])[]): string => [...csvLines(COLUMNS, rows)].join('');

it('writes headings even where there are no rows', () => {
  expect(text([])).toBe('name,count\n');
});

it('quotes what would end a cell', () => {
  expect(text([['a,b', 1], ['say "x"', 2]])).toBe('name,count\n"a,b",1\n"say ""x""",2\n');
});

it('lets no name end a line or move the cursor of a terminal', () => {
  expect(text([['two\nlines', 1], ['\u001B[2Jx', 2], ['\t=1', 3]])).toBe('name,count\ntwo\\u{a}lines,1\n\\u{1b}[2Jx,2\n\\u{9}=1,3\n');
});

it('keeps a spreadsheet from working a name out as a formula', () => {
  expect(text([['=HYPERLINK("x")', 1], ['+1', 2], ['@a', 3], ['-1', 4], ['a=b', 5]])).toBe(`name,count\n"'=HYPERLINK(""x"")",1\n'+1,2\n'@a,3\n'-1,4\na=b,5\n`);
});
