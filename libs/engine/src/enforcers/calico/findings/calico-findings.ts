import type { Finding } from '../../../model/diagnostic.ts';
import type { PolicyDocument } from '../../../policies/document.ts';
import type { Snapshot } from '../../../resources/snapshot.ts';
import { adminPeers } from './admin-peers.ts';
import { hostAction } from './host-action.ts';
import { hostSubjects } from './host-subjects.ts';
import { missingTiers } from './missing-tiers.ts';
import { negativeNamespaces } from './negative-namespaces.ts';
import { oneWayTiers } from './one-way-tiers.ts';
import { openedIsolation } from './opened-isolation.ts';
import { rulesOtherwise } from './rules-otherwise.ts';
import { findingScene, type FindingScene } from './scene.ts';
import { storedTypes } from './stored-types.ts';
import { termsLeftOut } from './terms-left-out.ts';
import { tiedPolicies } from './tied-policies.ts';
import { unreachableSets } from './unreachable-sets.ts';

const CHECKS: readonly ((scene: FindingScene) => readonly Finding[])[] = [
  hostSubjects, storedTypes, negativeNamespaces, rulesOtherwise, oneWayTiers, openedIsolation, unreachableSets, hostAction, missingTiers, adminPeers, termsLeftOut, tiedPolicies,
];

/** What is legal and probably a mistake under Calico of a release and configuration. Each check has a budget of its own, and stops where it is spent. */
export function calicoFindings(snapshot: Snapshot<PolicyDocument>, version: string | null, given: Readonly<Record<string, string>>): readonly Finding[] {
  const scene = findingScene(snapshot, version, given);
  return CHECKS.flatMap((check) => check({ ...scene, budget: { ...scene.budget } }));
}
