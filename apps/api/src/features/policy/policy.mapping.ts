import type { PolicyData } from '../../analysis/data/policy-data.ts';
import { viewText } from '../../analysis/view-key.ts';
import { toRuleRef, upper } from '../reachability/reachability.mapping.ts';
import { nodeId, toResourceRef, toSourceLocation } from '../view/resource.mapping.ts';
import type { Policy } from './policy.types.ts';

export function toPolicy({ view, identity, apiVersion, tier, priority, directions, rules, manifest, source }: PolicyData): Policy {
  return {
    view, identity, id: nodeId('Policy', viewText(view), identity.group, identity.kind, identity.namespace, identity.name), ref: toResourceRef(identity, apiVersion),
    tier, priority, directions: directions.map(upper), manifest, source: toSourceLocation(source),
    rules: rules.map(({ ref, direction, outcome }) => ({ view, identity, ref: toRuleRef(ref), direction: upper(direction), outcome })),
  };
}
