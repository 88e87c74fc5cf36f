import { describe, expect, it } from 'vitest';
import { citedIds, idReader, idsBetween } from './citations.mjs';
import { disagreements } from './compare.mjs';
import { readDocument, withTests } from './document.mjs';

const reader = idReader(['NP-1', 'PT-1', 'PD-1', 'AN-1', 'CN-1', 'Q1', 'U1', 'V1', 'W1']);
const cited = (source) => [...citedIds('a.spec.ts', source, reader)];

describe('what a test cites', () => {
  it('stands in the names of tests and groups', () => {
    expect(cited("describe('NP-15 groups', () => { it(`PT-4 and PD-1 hold ${x} for Q3`, () => {}); test('V18', f); });")).toEqual(['NP-15', 'PT-4', 'PD-1', 'Q3', 'V18']);
  });

  it('is not what stands elsewhere, nor what only looks like an id', () => {
    expect(cited("// NP-15\nconst a = 'NP-16'; expect('NP-17').toBe(1); it('IPv4 v1alpha1 XNP-1 E-77A4 U CVE-2020-1 K8', () => { f('NP-18'); });")).toEqual([]);
  });

  it('is spelt out where it is a range', () => {
    expect([cited("it('NP-15 to NP-17 are one', f);"), idsBetween('V9', 'V11'), idsBetween('Q7'), reader.idsIn('W1 to U3')]).toEqual([['NP-15', 'NP-16', 'NP-17'], ['V9', 'V10', 'V11'], ['Q7'], ['W1', 'U3']]);
  });

  it('may come from a table that fills the name', () => {
    const table = "[['AN-21', 'the NP-1 text'], ['CN-11 U14', \"CN-12\"]]";
    expect([cited(`it.each(${table})('%s holds', f);`), cited(`it.each(${table})('W1 of %j', f);`)]).toEqual([['AN-21', 'CN-11', 'U14', 'CN-12'], ['W1']]);
  });

  it('is nothing where the test is skipped', () => {
    expect(cited("it.skip('NP-1 a', f); describe.skip('x', () => { it('NP-2 b', f); }); it.todo('NP-3'); it.skip.each([['NP-4']])('%s', f); it.only('NP-5 c', f);")).toEqual(['NP-5']);
  });
});

const PAGE = `# Rules

| setting | values | rule |
| --- | --- | --- |
| \`reference.a\` | \`x\`, \`y\` | [U1](#U1) |

| id | meaning | stands on | tests |
| --- | --- | --- | --- |
| <a id="NP-1"></a>NP-1 | One \\| two. | stated | [old/name] |
| <a id="Q7"></a>Q7 | Three. | open |  |

## Rules without a test

| id | why |
| --- | --- |
| [Q7](#Q7) | Because. |
`;
const TESTS = new Map([['NP-1', ['libs/a/src/x/parse.spec.ts', 'libs/b/src/x/parse.spec.ts', 'libs/b/src/y.spec.ts']]]);
const compare = ({ page = PAGE, tests = TESTS, references = [], settings = new Map([['reference.a', ['x', 'y']]]) } = {}) => disagreements({ pages: new Map([['rules.md', readDocument(page)]]), testsById: tests, references, knownSettings: settings });

describe('the document', () => {
  it('is read as rules, reasons and settings', () => {
    expect(readDocument(PAGE)).toEqual({ ids: ['NP-1', 'Q7'], excused: new Map([['Q7', 'Because.']]), settings: new Map([['reference.a', ['x', 'y']]]) });
  });

  it('gets the tests of each rule, under names that tell them apart, and stays as it is then', () => {
    const fresh = withTests(PAGE, TESTS);
    expect(fresh).toContain('| <a id="NP-1"></a>NP-1 | One \\| two. | stated | [a/src/x/parse] [b/src/x/parse] [src/y] |\n');
    expect(fresh).toContain('| <a id="Q7"></a>Q7 | Three. | open | [none](#rules-without-a-test) |\n');
    expect(fresh).toContain('\n[src/y]: ../../libs/b/src/y.spec.ts\n');
    expect(withTests(fresh, TESTS)).toBe(fresh);
    expect(withTests(fresh, new Map())).not.toContain('parse');
  });
});

describe('a disagreement', () => {
  it('is none where all agree', () => { expect(compare()).toEqual([]); });

  it('is a rule without a test, and a test without a rule', () => {
    expect(compare({ tests: new Map([['NP-2', ['a.spec.ts']]]) })).toEqual(['no test cites NP-1', 'a.spec.ts cites NP-2, which no page explains']);
  });

  it('is a rule that is excused and tested, or that does not exist', () => {
    expect(compare({ tests: new Map([...TESTS, ['Q7', ['a.spec.ts']]]) })).toEqual(['Q7 is excused from a test and has one']);
    expect(compare({ page: PAGE.replace('[Q7](#Q7)', '[Q8](#Q8)') })).toEqual(['no test cites Q7', 'Q8 is excused from a test and does not exist']);
  });

  it('is a rule that is explained twice', () => {
    expect(compare({ page: PAGE.replace('id="Q7"></a>Q7', 'id="NP-1"></a>NP-1') })).toContain('NP-1 is explained twice');
  });

  it('is a docstring that leads nowhere', () => {
    const pointers = [[null], ['NP-1'], ['NP-99'], [null, 'other.md'], ['NP-1', 'other.md']];
    expect(compare({ references: pointers.map(([id, page = 'rules.md']) => ({ file: 'a.ts', page, id })) }))
      .toEqual(['a.ts points to rules.md#NP-99, which is not there', 'a.ts points to other.md, which is not there', 'a.ts points to other.md#NP-1, which is not there']);
  });

  it('is a setting that is missing, made up or has another default', () => {
    expect(compare({ settings: new Map([['reference.b', ['z']]]) })).toEqual(['no page explains the setting reference.b', 'there is no setting reference.a']);
    expect(compare({ settings: new Map([['reference.a', ['y', 'x']]]) })).toEqual(['reference.a takes y, x, the default first; its page says x, y']);
  });
});
