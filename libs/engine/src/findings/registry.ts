import type { Finding } from '../model/diagnostic.ts';
import { blockedDns } from './blocked-dns.ts';
import { emptyPeers } from './empty-peers.ts';
import { emptySubjects } from './empty-subjects.ts';
import { equalPriorities } from './equal-priorities.ts';
import { oneSidedRules } from './one-sided-rules.ts';
import { oredPeers } from './ored-peers.ts';
import { overruledRules } from './overruled-rules.ts';
import { podAddresses } from './pod-addresses.ts';
import { portNames } from './port-names.ts';
import { readmittedExceptions } from './readmitted-exceptions.ts';
import { redundantRules } from './redundant-rules.ts';
import type { Scene } from './scene.ts';
import { shadowedRules } from './shadowed-rules.ts';
import { undeclaredNamespaces } from './undeclared-namespaces.ts';
import { unlistedDirection } from './unlisted-direction.ts';
import { unreachableBaseline } from './unreachable-baseline.ts';

/** Looks for one kind of mistake, or a few that belong together. */
export type Check = (scene: Scene) => Iterable<Finding>;

/** Every check, in order. The last ones compare rules with each other and share a budget; the others are nearly linear. */
export const CHECKS: readonly Check[] = [
  unlistedDirection, emptySubjects, oredPeers, emptyPeers, portNames, blockedDns, podAddresses, undeclaredNamespaces, unreachableBaseline,
  equalPriorities, shadowedRules, overruledRules, readmittedExceptions, oneSidedRules, redundantRules,
];
