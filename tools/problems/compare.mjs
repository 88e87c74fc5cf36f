// What the index lacks, and what it explains that no longer is.

const SECTIONS = { findings: 'Findings', diagnostics: 'Diagnostics', endings: 'Policies', steps: 'Steps and caveats', differences: 'Differences', warnings: 'Warnings about enforcement', errors: 'Errors of the service' };
const PAGE_PARTS = ['## Example', '## How to mend it'];

/**
 * One sentence for each disagreement. `known` holds the codes of findings, steps, differences, warnings and errors, each list
 * complete; `found` what the sources spell; `sections` the rows of the index; `pages` the texts of pages by file name.
 */
export function disagreements({ known, found, sections, pages, markdown }) {
  const rows = (part) => sections.get(SECTIONS[part]) ?? new Map();
  const isFound = { diagnostics: (code) => found.codes.has(code) || found.endings.has(code), endings: (code) => found.endings.has(code) };
  const isKnown = (part) => (code) => known[part].includes(code);
  const explained = new Set([...sections.values()].flatMap((section) => [...section.keys()]));
  const gone = (part, isThere) => [...rows(part).keys()].filter((code) => !isThere(code)).map((code) => `${code} stands under "${SECTIONS[part]}" and is in no source`);
  const complete = ['findings', 'steps', 'differences', 'warnings', 'errors'];
  return [
    ...complete.flatMap((part) => known[part].filter((code) => !rows(part).has(code)).map((code) => `${code} has no row under "${SECTIONS[part]}"`)),
    ...complete.flatMap((part) => gone(part, isKnown(part))),
    ...[...found.codes, ...found.endings].filter(([code]) => !explained.has(code)).map(([code, file]) => `${code} of ${file} has no row; a word of answers that is no code belongs in NOT_CODES of tools/problems/codes.mjs`),
    ...Object.entries(isFound).flatMap(([part, isThere]) => gone(part, isThere)),
    ...[...found.prefixes].filter(([prefix]) => !markdown.includes(`\`${prefix}\``)).map(([prefix, file]) => `${prefix} of ${file} is no prefix that the index names`),
    ...pageProblems(rows('findings'), pages),
  ];
}

function pageProblems(findings, pages) {
  const out = [];
  for (const [code, link] of findings) {
    const text = link === `${code}.md` ? pages.get(link) : undefined;
    if (text === undefined) { out.push(`${code} has no page ${code}.md that its row links to`); continue; }
    if (!text.startsWith(`# ${code}\n`)) out.push(`${code}.md does not begin with its code`);
    for (const part of PAGE_PARTS) if (!text.includes(`\n${part}\n`)) out.push(`${code}.md lacks "${part}"`);
  }
  for (const page of pages.keys()) if (!findings.has(page.replace(/\.md$/, ''))) out.push(`${page} explains no finding`);
  return out;
}
