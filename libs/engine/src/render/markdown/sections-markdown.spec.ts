import { expect, it } from 'vitest';
import type { Section } from '../text/section.ts';
import { sectionsMarkdown } from './sections-markdown.ts';

const section = (part: Partial<Section>): Section => ({ title: 'Two rows', headings: ['FROM', ''], rows: [], notes: () => '', ...part });
const text = (...sections: readonly Section[]): string => [...sectionsMarkdown(sections)].join('');

it('writes a heading, a table and its notes with empty lines between them', () => {
  expect(text(section({ rows: [['ns:a', 'ALLOWED'], ['ns:b', '-']], more: 'and 3 more', notes: () => 'note: one\nnote: two\n' }), section({ title: 'More' }))).toBe(
    ['### Two rows', '', '| From |   |', '| --- | --- |', '| `ns:a` | ALLOWED |', '| `ns:b` | - |', '', 'and 3 more', '', '- note: one', '- note: two', '', '### More', ''].join('\n'),
  );
});

it('leaves an empty table out under a title, and shows its headings where it is the whole answer', () => {
  expect(text(section({}))).toBe('### Two rows\n');
  expect(text(section({ title: null }))).toBe('| From |   |\n| --- | --- |\n');
});

it('lets no name become markup, a mention, a link or a cell of its own', () => {
  const rows = [['a|b', '`code` ``x``'], ['<script>', '[x](y) @all'], ['two\nlines', '']];
  expect(text(section({ title: null, rows }))).toBe(['| From |   |', '| --- | --- |', String.raw`| ${'`'}a\|b${'`'} | ${'```'} ${'`code` ``x``'} ${'```'} |`, '| `<script>` | `[x](y) @all` |', String.raw`| ${'`'}two\u{a}lines${'`'} |  |`, ''].join('\n'));
  expect(text(section({ title: '', headings: [], notes: () => 'note: <b> of @team and [x](y) *z*\n' }))).toBe('- note: \\<b\\> of \\@team and \\[x\\](y) \\*z\\*\n');
  expect(text(section({ title: 'https://a.example and www.b.example', headings: [] }))).toBe('### https\\://a.example and www\\.b.example\n');
});
