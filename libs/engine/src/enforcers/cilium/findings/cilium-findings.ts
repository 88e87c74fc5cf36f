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

const CHECKS: readonly ((scene: FindingScene) => readonly Finding[])[] = [
  inertKinds, voidSelectors, notedRules, skippedPrefixes, servicePorts, cancelledFilters, namesWithoutDns, shadowedAllows, baselinesOverDefaultDeny, ownHostShutOut, blockedIcmp,
];

/** What is legal and probably a mistake under Cilium of a release and configuration. Each check has a budget of its own, and stops where it is spent. */
export function ciliumFindings(snapshot: Snapshot<PolicyDocument>, version: string | null, given: Readonly<Record<string, string>>): readonly Finding[] {
  const [{ settings }] = settingGroups(ciliumVersion(version), snapshot, given);
  const scene = findingScene(snapshot, settings, lowerCilium(snapshot, version, given));
  return CHECKS.flatMap((check) => check({ ...scene, budget: { ...scene.budget } }));
}
