import { findWithin, type Check } from '../../../model/budgeted-checks.ts';
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

const CHECKS: readonly Check<FindingScene>[] = [
  { about: 'kinds that are not read', find: inertKinds }, { about: 'selectors of nothing', find: voidSelectors }, { about: 'rules that do otherwise', find: notedRules },
  { about: 'prefixes inside the cluster', find: skippedPrefixes }, { about: 'ports of Services', find: servicePorts }, { about: 'cancelled filters', find: cancelledFilters },
  { about: 'names without DNS', find: namesWithoutDns }, { about: 'shadowed allows', find: shadowedAllows }, { about: 'baselines', find: baselinesOverDefaultDeny },
  { about: 'the own host', find: ownHostShutOut }, { about: 'blocked ICMP', find: blockedIcmp },
];

/** What is legal and probably a mistake under Cilium of a release and configuration. */
export function ciliumFindings(snapshot: Snapshot<PolicyDocument>, version: string | null, given: Readonly<Record<string, string>>): readonly Finding[] {
  const [{ settings }] = settingGroups(ciliumVersion(version), snapshot, given);
  return findWithin(findingScene(snapshot, settings, lowerCilium(snapshot, version, given)), CHECKS, 'Cilium');
}
