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

/** Looks for one kind of mistake, or a few that belong together. `about` names them in a message. */
export interface Check { readonly about: string; readonly find: (scene: Scene) => Iterable<Finding> }

/** Every check, in order. The later ones compare rules with each other, each within a budget of its own; the others are nearly linear. */
export const CHECKS: readonly Check[] = [
  { about: 'directions that are not listed', find: unlistedDirection },
  { about: 'policies that select nothing', find: emptySubjects },
  { about: 'peers in two elements', find: oredPeers },
  { about: 'peers that select nothing', find: emptyPeers },
  { about: 'port names', find: portNames },
  { about: 'blocked DNS', find: blockedDns },
  { about: 'addresses of pods', find: podAddresses },
  { about: 'undeclared namespaces', find: undeclaredNamespaces },
  { about: 'baselines that are never asked', find: unreachableBaseline },
  { about: 'equal priorities', find: equalPriorities },
  { about: 'shadowed rules', find: shadowedRules },
  { about: 'overruled rules', find: overruledRules },
  { about: 'exceptions that are undone', find: readmittedExceptions },
  { about: 'one-sided rules', find: oneSidedRules },
  { about: 'redundant rules', find: redundantRules },
];
