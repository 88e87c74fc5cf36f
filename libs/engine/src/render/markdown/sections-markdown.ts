import { printable } from '../text/printable.ts';
import type { Section } from '../text/section.ts';
import { spacedParts } from '../text/spaced-parts.ts';

/** Sections as GitHub-flavoured Markdown, line by line. Nothing in a name can become markup, a mention or a link: names stand in code spans. */
export const sectionsMarkdown = (sections: Iterable<Section>): Generator<string> => spacedParts(partsOf(sections));

function* partsOf(sections: Iterable<Section>): Generator<Iterable<string>> {
  for (const { title, headings, rows, more, notes } of sections) {
    if (title !== null && title !== '') yield [`### ${escaped(title)}\n`];
    if (headings.length > 0) yield tableLines(headings, rows, title === null);
    if (more !== undefined) yield [`${escaped(more)}\n`];
    yield notes().split('\n').filter((note) => note !== '').map((note) => `- ${escaped(note)}\n`);
  }
}

function* tableLines(headings: readonly string[], rows: Iterable<readonly string[]>, isShownEmpty: boolean): Generator<string> {
  const head = [line(headings.map(wordOf)), line(headings.map(() => '---'))];
  let isOpen = false;
  for (const row of rows) {
    if (!isOpen) yield* head;
    isOpen = true;
    yield line(headings.map((_, column) => cell(row[column] ?? '')));
  }
  if (!isOpen && isShownEmpty) yield* head;
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
const wordOf = (heading: string): string => (heading === '' ? ' ' : `${heading[0] ?? ''}${heading.slice(1).toLowerCase()}`);

/** Words that are ours, without anything that Markdown reads. */
const WORDS = /^[A-Za-z0-9, -]*$/;

function cell(text: string): string {
  if (WORDS.test(text)) return text;
  const shown = printable(text).replaceAll('|', String.raw`\|`);
  const fence = '`'.repeat(Math.max(0, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length)) + 1);
  const pad = shown.includes('`') ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A sentence whose own words may hold names; an address of the web in it would be a link without any markup. */
const escaped = (text: string): string => text.replaceAll(/[\\`*_{}[\]<>#|~@&!]|:(?=\/\/)|(?<=\bwww)\./gi, (character) => `\\${character}`);
