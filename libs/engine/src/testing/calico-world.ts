import { lowerAs } from '../enforcers/registry.ts';
import { CAST, world, type World } from './world.ts';

const inNamespace = (ref: string): string => {
  const [namespace = '', name = ''] = ref.split('/');
  return `namespace: ${namespace}, name: ${name}`;
};

/** An object of Calico in its live form; `spec` is flow YAML without the braces, and a reference without a slash is of no namespace. */
export const calicoObject = (kind: string, ref: string, spec: string, labels = ''): string =>
  `{apiVersion: projectcalico.org/v3, kind: ${kind}, metadata: {${ref.includes('/') ? inNamespace(ref) : `name: ${ref}`}, labels: {${labels}}}, spec: {${spec}}}`;

/** A NetworkPolicy of Calico's own. */
export const calicoPolicy = (ref: string, spec: string): string => calicoObject('NetworkPolicy', ref, spec);

/** A GlobalNetworkPolicy. */
export const globalPolicy = (name: string, spec: string): string => calicoObject('GlobalNetworkPolicy', name, spec);

/** A Tier; the rest of its spec may say what holds at its end. */
export const tierObject = (name: string, order: number, rest = ''): string => calicoObject('Tier', name, `order: ${String(order)}${rest === '' ? '' : `, ${rest}`}`);

/** The cast and some objects under Calico; settings without their prefix, `version` for the release, the newest that is modelled where there is none. */
export function underCalico(objects: readonly string[], { version, ...settings }: Readonly<Record<string, string>> = {}): World {
  const given = Object.fromEntries(Object.entries(settings).map(([key, value]) => [`calico.${key}`, value]));
  return world([CAST, ...objects], given, (snapshot, asked = {}) => lowerAs(snapshot, { name: 'calico', version: version ?? null }, asked));
}
