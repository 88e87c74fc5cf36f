import type { Finding } from '../../../model/diagnostic.ts';
import type { PolicyDocument } from '../../../policies/document.ts';
import type { Snapshot } from '../../../resources/snapshot.ts';
import { lowerCilium } from '../lower.ts';
import { settingGroups } from '../setting-groups.ts';
import { ciliumVersion } from '../settings.ts';
import { baselinesOverDefaultDeny } from './baselines.ts';
import { blockedIcmp } from './blocked-icmp.ts';
import { cancelledFilters } from './cancelled-filters.ts';
import { inertKinds } from './inert-kinds.ts';
import { namesWithoutDns } from './names-without-dns.ts';
import { notedRules } from './noted-rules.ts';
import { ownHostShutOut } from './own-host.ts';
import { findingScene, type FindingScene } from './scene.ts';
import { servicePorts } from './service-ports.ts';
import { shadowedAllows } from './shadowed-allows.ts';
import { skippedPrefixes } from './skipped-prefixes.ts';
import { voidSelectors } from './void-selectors.ts';

/** Looks for one kind of mistake; `about` names it in a message. */
interface Check { readonly about: string; readonly find: (scene: FindingScene) => readonly Finding[] }

const CHECKS: readonly Check[] = [
  { about: 'kinds that are not read', find: inertKinds }, { about: 'selectors of nothing', find: voidSelectors }, { about: 'rules that do otherwise', find: notedRules },
  { about: 'prefixes inside the cluster', find: skippedPrefixes }, { about: 'ports of Services', find: servicePorts }, { about: 'cancelled filters', find: cancelledFilters },
  { about: 'names without DNS', find: namesWithoutDns }, { about: 'shadowed allows', find: shadowedAllows }, { about: 'baselines', find: baselinesOverDefaultDeny },
  { about: 'the own host', find: ownHostShutOut }, { about: 'blocked ICMP', find: blockedIcmp },
];

const PER_CODE = 1_000;

/** What is legal and probably a mistake under Cilium of a release and configuration. Each check has a budget of its own, and says so where it is spent. */
export function ciliumFindings(snapshot: Snapshot<PolicyDocument>, version: string | null, given: Readonly<Record<string, string>>): readonly Finding[] {
  const [{ settings }] = settingGroups(ciliumVersion(version), snapshot, given);
  const scene = findingScene(snapshot, settings, lowerCilium(snapshot, version, given));
  const found: Finding[] = []; const counts = new Map<string, number>(); const notes: Finding[] = [];
  const note = (code: string, about: string, message: string): void => { notes.push({ code, severity: 'info', message, fingerprintText: `${code} ${about}` }); };
  for (const { about, find } of CHECKS) {
    const budget = { ...scene.budget };
    for (const finding of find({ ...scene, budget })) {
      const count = (counts.get(finding.code) ?? 0) + 1;
      counts.set(finding.code, count);
      if (count <= PER_CODE) found.push(finding);
    }
    if (budget.left <= 0) note('CHECK_CUT_SHORT', about, `There are too many rules to compare all with each other: the search for ${about} under Cilium stopped, and there may be more of them.`);
  }
  for (const [code, count] of counts) if (count > PER_CODE) note('FINDINGS_CUT', code, `${String(count - PER_CODE)} more findings of code ${code} are not shown.`);
  return [...found, ...notes];
}
