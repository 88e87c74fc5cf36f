import { breaksTiesByName, type CalicoRelease } from './release.ts';

/** What places a policy within its tier. */
export interface Ordered {
  /** Infinity where none is given. */
  readonly order: number;
  /** Compared byte by byte among equals. */
  readonly tie: string;
}

/** A policy as its tie-break sees it. */
export interface Tied {
  /** As it is stored, prefix included. */
  readonly name: string;
  readonly namespace: string;
  readonly kind: 'GlobalNetworkPolicy' | 'NetworkPolicy' | 'KubernetesNetworkPolicy' | 'KubernetesClusterNetworkPolicy' | 'StagedGlobalNetworkPolicy' | 'StagedNetworkPolicy' | 'StagedKubernetesNetworkPolicy';
  /** What a release without plain names puts in front of them: `knp.default.`, `kanp.adminnetworkpolicy.`. */
  readonly prefix: string;
}

/** What breaks ties in a release, and what breaks them in others. */
export const tiedBy = (tied: Tied, release: CalicoRelease): { readonly tie: string; readonly tied: Tied } => ({ tie: tieText(tied, release), tied });

/** The text that policies of equal order are compared by. */
export function tieText({ name, namespace, kind, prefix }: Tied, release: CalicoRelease): string {
  if (breaksTiesByName(release)) return `${name}/${namespace}/${kind}`;
  const stored = name.startsWith(prefix) ? name : `${prefix}${name}`;
  return namespace === '' ? stored : `${namespace}/${stored}`;
}

/** Code units of valid names are their bytes. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By order, then by the tie-break. */
export const byOrder = (a: Ordered, b: Ordered): number => (a.order === b.order ? compareText(a.tie, b.tie) : a.order - b.order);
