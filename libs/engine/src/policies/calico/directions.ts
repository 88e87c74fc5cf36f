import type { CalicoPolicySpec } from './manifest.ts';

type Direction = 'ingress' | 'egress';

const hasRules = (rules: readonly unknown[] | null | undefined): boolean => (rules ?? []).length > 0;

/**
 * The directions that a policy speaks about. Without types, those of its rules are filled in when it is written, ingress
 * where it has none; what is stored without types all the same is about both.
 */
export function directionsOf({ types, ingress, egress }: CalicoPolicySpec, isStored: boolean): readonly Direction[] {
  const given = (types ?? []).map((type) => type.toLowerCase());
  if (given.length > 0) return (['ingress', 'egress'] as const).filter((direction) => given.includes(direction));
  if (isStored) return ['ingress', 'egress'];
  return hasRules(egress) ? hasRules(ingress) ? ['ingress', 'egress'] : ['egress'] : ['ingress'];
}
