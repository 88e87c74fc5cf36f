import { enforcerName, lowerAs, type NamedEnforcer } from '../enforcers/registry.ts';
import type { EnforcementAssessment } from '../model/enforcement.ts';
import type { Firewalls } from '../model/firewalls.ts';
import type { PolicyDocument } from '../policies/document.ts';
import type { Snapshot } from '../resources/snapshot.ts';
import { enforcedFirewalls, recognisedEnforcers } from './enforced-firewalls.ts';

/** Those whose answer stands beside the upstream text. `lower` is null where nobody is known. */
export interface Beside { readonly enforcers: readonly (NamedEnforcer & { readonly settings: Readonly<Record<string, string>> })[]; readonly isKnown: boolean; readonly lower: (settings: Readonly<Record<string, string>>) => Firewalls | null }

const NOBODY: Beside = { enforcers: [], isKnown: false, lower: () => null };

/** Whose answer stands beside the upstream text. */
export function beside(snapshot: Snapshot<PolicyDocument>, assessment: EnforcementAssessment, named: NamedEnforcer | null): Beside {
  if (named?.name === 'reference') return NOBODY;
  if (named !== null) return { enforcers: [{ ...named, name: enforcerName(named.name), settings: {} }], isKnown: true, lower: (settings) => lowerAs(snapshot, named, settings) };
  return { enforcers: liveOrNobody(assessment), isKnown: assessment.verdict !== 'UNKNOWN', lower: (settings) => enforcedFirewalls(snapshot, assessment, settings) };
}

/** Those that may filter; where surely nobody does, what stands for that. */
function liveOrNobody(assessment: EnforcementAssessment): Beside['enforcers'] {
  const live = recognisedEnforcers(assessment) ?? [];
  if (live.length > 0 || assessment.verdict !== 'NO') return live;
  return [{ name: assessment.networking.plugin === 'flannel' ? 'flannel' : 'none', version: null, settings: {} }];
}
