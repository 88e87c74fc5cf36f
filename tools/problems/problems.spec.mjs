import { describe, expect, it } from 'vitest';
import { codesIn, listMembers, recordKeys, unionMembers } from './codes.mjs';
import { disagreements } from './compare.mjs';
import { indexRows } from './index-rows.mjs';

const INDEX = `# Problems
## Findings
| [\`BAD_RULE\`](BAD_RULE.md) | high | words |
## Diagnostics
| \`FILE_BROKEN\` | words |
### Policies
| \`…PORT_INVALID\` | words, after \`NET_\` |
## Steps and caveats
| \`STEP_ONE\` | words |
## Differences
## Errors of the service
`;
const PAGE = '# BAD_RULE\n\nWords.\n\n## Example\n\nx\n\n## How to mend it\n\nx\n';
const SOURCES = [
  { file: 'libs/engine/src/read/a.ts', text: "add('FILE_BROKEN'); // 'NOT_THIS'\n/* 'NOR_THIS' */" },
  { file: 'libs/engine/src/policies/net/b.ts', text: "const api = { prefix: 'NET_' }; refuse('PORT_INVALID', 'TCP');" },
];
const compare = (change = {}) => disagreements({
  known: { findings: ['BAD_RULE'], steps: ['STEP_ONE'], differences: [], warnings: [], errors: [] }, found: codesIn(change.sources ?? SOURCES),
  sections: indexRows(change.index ?? INDEX), pages: change.pages ?? new Map([['BAD_RULE.md', PAGE]]), markdown: change.index ?? INDEX,
  ...(change.known && { known: change.known }),
});

describe('the index of problems', () => {
  it('agrees with the sources', () => { expect(compare()).toEqual([]); });

  it('lacks a code that a source spells', () => {
    expect(compare({ sources: [...SOURCES, { file: 'libs/input/src/c.ts', text: "code: 'FILE_LOST'" }] })).toEqual([expect.stringMatching(/^FILE_LOST of libs\/input\/src\/c.ts has no row;/)]);
    expect(compare({ sources: [...SOURCES, { file: 'libs/engine/src/policies/net/c.ts', text: "| 'MALFORMED'" }] })).toEqual([expect.stringMatching(/^MALFORMED of /)]);
    expect(compare({ known: { findings: ['BAD_RULE', 'WORSE_RULE'], steps: ['STEP_ONE'], differences: [], warnings: [], errors: [] } })).toEqual(['WORSE_RULE has no row under "Findings"']);
  });

  it('explains a code that is gone', () => {
    expect(compare({ sources: SOURCES.slice(1) })).toEqual(['FILE_BROKEN stands under "Diagnostics" and is in no source']);
    expect(compare({ known: { findings: ['BAD_RULE'], steps: [], differences: [], warnings: [], errors: [] } })).toEqual(['STEP_ONE stands under "Steps and caveats" and is in no source']);
  });

  it('knows what stands before the codes of each policy API', () => {
    expect(compare({ sources: [...SOURCES, { file: 'libs/engine/src/policies/other/d.ts', text: "prefix: 'OTHER_'" }] })).toEqual(['OTHER_ of libs/engine/src/policies/other/d.ts is no prefix that the index names']);
  });

  it('has a page for each finding, with its parts, and no other', () => {
    expect(compare({ pages: new Map() })).toEqual(['BAD_RULE has no page BAD_RULE.md that its row links to']);
    expect(compare({ pages: new Map([['BAD_RULE.md', PAGE.replace('## Example', '## Sample')]]) })).toEqual(['BAD_RULE.md lacks "## Example"']);
    expect(compare({ pages: new Map([['BAD_RULE.md', PAGE], ['OLD.md', '']]) })).toEqual(['OLD.md explains no finding']);
  });
});

it('lists, records and unions are read as the sources spell them', () => {
  expect(listMembers("export const CODES = [\n  'A_B', 'C',\n] as const;", 'CODES')).toEqual(['A_B', 'C']);
  expect(recordKeys("export const PROBLEMS = {\n  A_B: { status: 401, title: 'X' },\n  C: { status: 402 },\n} satisfies object;", 'PROBLEMS')).toEqual(['A_B', 'C']);
  expect(unionMembers("export type Code =\n  | 'A_B' | 'C';\ntype Other = 'D';", 'Code')).toEqual(['A_B', 'C']);
});
