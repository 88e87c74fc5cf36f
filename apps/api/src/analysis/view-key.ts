/** What one compiled view is made of: a stored version, and the settings of the enforcer that reads it. */
export interface ViewKey {
  readonly clusterId: number;
  /** The cluster's slug. */
  readonly cluster: string;
  readonly sequence: number;
  readonly settings: Readonly<Record<string, string>>;
}

/** `prod@412`, the canonical reference of the version. */
export const viewText = (key: ViewKey): string => `${key.cluster}@${String(key.sequence)}`;

/** Equal for equal views. */
export function viewKeyText({ clusterId, sequence, settings }: ViewKey): string {
  return JSON.stringify([clusterId, sequence, Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
