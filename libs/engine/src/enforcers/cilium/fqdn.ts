import type { CiliumFqdn } from '../../policies/cilium/manifest.ts';
import { isAtLeast, type CiliumVersion } from './version.ts';

/** What an element of names stands for, as one text: a name, or a pattern. */
export const fqdnPattern = ({ matchName, matchPattern }: CiliumFqdn): string => (matchName || matchPattern || '').toLowerCase().replace(/(?<=.)\.$/, '');

const escaped = (text: string): string => text.replace(/[.\-]/g, '\\$&');

/** Whether a name matches: `*` stands for characters of one label, alone for any name, and `**.` in front for one or more labels. */
export function matchesName(pattern: string, name: string, version: CiliumVersion): boolean {
  if (pattern === '') return false;
  if (pattern === '*') return true;
  const isDeep = pattern.startsWith('**.') && isAtLeast(version, [1, 19, 0]);
  const rest = isDeep ? pattern.slice(3) : pattern;
  const labels = escaped(rest).replace(/\*+/g, '[-a-zA-Z0-9_]*');
  return new RegExp(`^${isDeep ? '(?:[-a-zA-Z0-9_]+\\.)+' : ''}${labels}$`).test(name.toLowerCase().replace(/\.$/, ''));
}

/** A name of a ClusterNetworkPolicy as a pattern: its `*.` stands for one or more labels. */
export const adminPattern = (name: string): string => (name.startsWith('*.') ? `*${name}` : name).toLowerCase();
