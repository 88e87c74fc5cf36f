import type { Finding } from './diagnostic.ts';

/** Looks for one kind of mistake; `about` names it in a message. */
export interface Check<Scene> { readonly about: string; readonly find: (scene: Scene) => readonly Finding[] }

/** What checks look at. The budget counts comparisons down; a check that finds nothing left stops. */
interface Budgeted { readonly budget: { left: number } }

const PER_CODE = 1_000;

/** What checks find under an enforcer. Each has a budget of its own and says so where it is spent; of one code no more are shown than people can read. */
export function findWithin<Scene extends Budgeted>(scene: Scene, checks: readonly Check<Scene>[], enforcer: string): readonly Finding[] {
  const found: Finding[] = []; const counts = new Map<string, number>(); const notes: Finding[] = [];
  const note = (code: string, about: string, message: string): void => { notes.push({ code, severity: 'info', message, fingerprintText: `${code} ${about}` }); };
  for (const { about, find } of checks) {
    const budget = { ...scene.budget };
    for (const finding of find({ ...scene, budget })) {
      const count = (counts.get(finding.code) ?? 0) + 1;
      counts.set(finding.code, count);
      if (count <= PER_CODE) found.push(finding);
    }
    if (budget.left <= 0) note('CHECK_CUT_SHORT', about, `There are too many rules to compare all with each other: the search for ${about} under ${enforcer} stopped, and there may be more of them.`);
  }
  for (const [code, count] of counts) if (count > PER_CODE) note('FINDINGS_CUT', code, `${String(count - PER_CODE)} more findings of code ${code} are not shown.`);
  return [...found, ...notes];
}
