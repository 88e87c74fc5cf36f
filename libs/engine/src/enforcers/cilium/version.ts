/** A release as numbers; null stands for the newest one that is modelled. */
export type CiliumVersion = readonly [major: number, minor: number, patch: number];

/** The release that is assumed where nothing says which one runs. */
export const NEWEST: CiliumVersion = [1, 20, 2];

/** The first release in which rules can select nodes; older ones do not see such peers. */
export const NODES_SINCE: CiliumVersion = [1, 16, 0];

/** `1.20.2` or `v1.20`; undefined where the text is no release. */
export function parseVersion(text: string): CiliumVersion | undefined {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}

/** Whether a release is the given one or a later one. */
export function isAtLeast([major, minor, patch]: CiliumVersion, [wantedMajor, wantedMinor, wantedPatch]: CiliumVersion): boolean {
  if (major !== wantedMajor) return major > wantedMajor;
  return minor === wantedMinor ? patch >= wantedPatch : minor > wantedMinor;
}
