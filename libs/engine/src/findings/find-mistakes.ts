import type { Finding } from '../model/diagnostic.ts';
import type { SourceLocation } from '../model/location.ts';
import type { FindingCode } from './finding-code.ts';
import { createBudget } from './budget.ts';
import { CHECKS } from './registry.ts';
import { setScene } from './scene.ts';
import type { Subject } from './subject.ts';

/** What findings may cost and how many there may be. */
export interface FindingLimits {
  /** Steps that comparing rules with each other may take, in each check. */
  readonly comparisons: number;
  /** Findings of one code; the rest are counted. */
  readonly perCode: number;
}

/** Enough to compare every pair of some thousand rules for the same pods; no check takes more than a second or two. */
const LIMITS: FindingLimits = { comparisons: 4_000_000, perCode: 1_000 };

/**
 * What is legal in the policies of one version and surely or probably a mistake: the worst first, then by place.
 * Nearly linear in rules and classes, apart from comparing rules with each other, which stops at `limits.comparisons`
 * and then says so with the finding CHECK_CUT_SHORT.
 *
 * @see docs/problems
 */
export function findMistakes(subject: Subject, limits: FindingLimits = LIMITS): readonly Finding[] {
  const scene = setScene(subject);
  const found: Finding[] = []; const counts = new Map<string, number>(); const cut: string[] = [];
  for (const { about, find } of CHECKS) {
    // A budget for each, so that one that stops early does not stop the next.
    const budget = createBudget(limits.comparisons);
    for (const finding of find({ ...scene, budget })) {
      const count = (counts.get(finding.code) ?? 0) + 1;
      counts.set(finding.code, count);
      if (count <= limits.perCode) found.push(finding);
    }
    if (budget.isSpent) cut.push(about);
  }
  return [...distinct(found).sort(compare), ...notes(cut, counts, limits)];
}

const SEVERITIES: readonly Finding['severity'][] = ['critical', 'high', 'medium', 'low', 'info'];

const NOWHERE = { file: '', document: 0, line: 0 };

function compare(a: Finding, b: Finding): number {
  const bySeverity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  return bySeverity || comparePlaces(a.source ?? NOWHERE, b.source ?? NOWHERE) || compareText(a.path ?? '', b.path ?? '') || compareText(a.code, b.code) || compareText(a.message, b.message);
}

const comparePlaces = (a: SourceLocation, b: SourceLocation): number => compareText(a.file, b.file) || a.document - b.document || a.line - b.line;
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Two equal rules of one policy have equal findings; a number keeps their fingerprints apart. */
function distinct(findings: readonly Finding[]): Finding[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const count = (counts.get(finding.fingerprintText) ?? 0) + 1;
    counts.set(finding.fingerprintText, count);
    return count === 1 ? finding : { ...finding, fingerprintText: `${finding.fingerprintText}\n#${String(count)}` };
  });
}

/** What was not looked at or is not shown: never silently. */
function notes(cut: readonly string[], counts: ReadonlyMap<string, number>, { comparisons, perCode }: FindingLimits): readonly Finding[] {
  const out: Finding[] = [];
  const note = (code: FindingCode, about: string, message: string): void => { out.push({ code, severity: 'info', message, fingerprintText: `${code} ${about}` }); };
  for (const about of cut) note('CHECK_CUT_SHORT', about, `There are too many rules to compare all with each other: the search for ${about} stopped after ${String(comparisons)} steps, and there may be more of them.`);
  for (const [code, count] of counts) if (count > perCode) note('FINDINGS_CUT', code, `${String(count - perCode)} more findings of code ${code} are not shown.`);
  return out;
}
