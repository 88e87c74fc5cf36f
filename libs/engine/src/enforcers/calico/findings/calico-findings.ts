import { findWithin, type Check } from '../../../model/budgeted-checks.ts';
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

const CHECKS: readonly Check<FindingScene>[] = [
  { about: 'subjects that are hosts', find: hostSubjects }, { about: 'missing types', find: storedTypes }, { about: 'negative selectors of namespaces', find: negativeNamespaces },
  { about: 'rules that do otherwise', find: rulesOtherwise }, { about: 'tiers of one direction', find: oneWayTiers }, { about: 'opened isolation', find: openedIsolation },
  { about: 'sets out of reach', find: unreachableSets }, { about: 'the own host', find: hostAction }, { about: 'missing tiers', find: missingTiers },
  { about: 'peers of admin policies', find: adminPeers }, { about: 'terms that are left out', find: termsLeftOut }, { about: 'equal orders', find: tiedPolicies },
];

/** What is legal and probably a mistake under Calico of a release and configuration. */
export const calicoFindings = (snapshot: Snapshot<PolicyDocument>, version: string | null, given: Readonly<Record<string, string>>): readonly Finding[] => findWithin(findingScene(snapshot, version, given), CHECKS, 'Calico');
