import { lowerAs } from '../enforcers/registry.ts';
import { CAST, world, type World } from './world.ts';

/** The cast and some policies under an enforcer, `name` or `name@release`; settings without its prefix. */
export function underEnforcer(enforcer: string, policies: readonly string[], settings: Readonly<Record<string, string>> = {}): World {
  const [name = '', version = null] = enforcer.split('@');
  const given = Object.fromEntries(Object.entries(settings).map(([key, value]) => [`${name}.${key}`, value]));
  return world([CAST, ...policies], given, (snapshot, asked = {}) => lowerAs(snapshot, { name, version }, asked));
}
