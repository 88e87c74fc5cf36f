import type { EnforcementPin, NamedEnforcer } from '@postern/engine';

/** Who reads a version: an enforcer that the question names, null for those that are recognised, and settings by their own keys. */
export interface Under { readonly enforcer: NamedEnforcer | null; readonly settings: Readonly<Record<string, string>> }

/** As the cluster is recognised, with the settings that it shows. */
export const AS_RECOGNISED: Under = { enforcer: null, settings: {} };

/** What one compiled view is made of: a stored version, and who reads it. */
export interface ViewKey extends Under {
  readonly clusterId: number;
  /** The cluster's slug. */
  readonly cluster: string;
  readonly sequence: number;
  /** What a person says of the cluster, instead of what is recognised. */
  readonly pin: EnforcementPin | null;
}

/** `prod@412`, the canonical reference of the version. */
export const viewText = (key: ViewKey): string => `${key.cluster}@${String(key.sequence)}`;

/** Equal for equal views. */
export function viewKeyText({ clusterId, sequence, pin, enforcer, settings }: ViewKey): string {
  return JSON.stringify([clusterId, sequence, pin, enforcer, Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
