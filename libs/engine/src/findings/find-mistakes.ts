import type { Finding } from '../model/diagnostic.ts';
import type { SourceLocation } from '../model/location.ts';
import type { FindingCode } from './finding-code.ts';
import { CHECKS } from './registry.ts';
import { setScene, type Scene } from './scene.ts';
import type { Subject } from './subject.ts';

/** What findings may cost and how many there may be. */
export interface FindingLimits {
  /** Steps that comparing rules with each other may take, in all. */
  readonly comparisons: number;
  /** Findings of one code; the rest are counted. */
  readonly perCode: number;
}

/** Enough for every pair of rules of a cluster with a thousand policies in one namespace; a second or two. */
const LIMITS: FindingLimits = { comparisons: 5_000_000, perCode: 1_000 };

/**
 * What is legal in the policies of one version and surely or probably a mistake: the worst first, then by place.
 * Nearly linear in rules and classes, apart from comparing rules with each other, which stops at `limits.comparisons`
 * and then says so with the finding CHECK_CUT_SHORT.
 *
 * @see docs/problems
 */
export function findMistakes(subject: Subject, limits: FindingLimits = LIMITS): readonly Finding[] {
  const scene = setScene(subject, limits.comparisons);
  const found: Finding[] = []; const counts = new Map<string, number>();
  for (const check of CHECKS) for (const finding of check(scene)) {
    const count = (counts.get(finding.code) ?? 0) + 1;
    counts.set(finding.code, count);
    if (count <= limits.perCode) found.push(finding);
  }
  return [...distinct(found).sort(compare), ...notes(scene, counts, limits)];
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
function notes({ budget }: Scene, counts: ReadonlyMap<string, number>, { comparisons, perCode }: FindingLimits): readonly Finding[] {
  const out: Finding[] = [];
  const note = (code: FindingCode, about: string, message: string): void => { out.push({ code, severity: 'info', message, fingerprintText: `${code} ${about}` }); };
  if (budget.isSpent) note('CHECK_CUT_SHORT', '', `There are too many rules to compare all with each other: after ${String(comparisons)} steps the search for redundant, shadowed and one-sided rules stopped, and more of them may exist.`);
  for (const [code, count] of counts) if (count > perCode) note('FINDINGS_CUT', code, `${String(count - perCode)} more findings of code ${code} are not shown.`);
  return out;
}
