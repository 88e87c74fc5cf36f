import { checkPeer, checkPort, type LegacyCidr, type RawPeer, type RawPort } from './check-rule.ts';
import { checkSelector, type RawSelector } from '../../model/manifest/check-selector.ts';
import type { Violation } from './problem.ts';

interface RawRule { readonly from?: readonly RawPeer[] | null; readonly to?: readonly RawPeer[] | null; readonly ports?: readonly RawPort[] | null }

/** A spec whose structure is right and whose words are not checked yet. */
export interface RawSpec {
  readonly podSelector?: RawSelector | null;
  readonly policyTypes?: readonly string[] | null;
  readonly ingress?: readonly RawRule[] | null;
  readonly egress?: readonly RawRule[] | null;
}

function checkRules(rules: readonly RawRule[] | null | undefined, pointer: string, violation: Violation, legacy: LegacyCidr): void {
  (rules ?? []).forEach((rule, index) => {
    const at = `${pointer}/${String(index)}`;
    (rule.ports ?? []).forEach((port, k) => { checkPort(port, `${at}/ports/${String(k)}`, violation); });
    (rule.from ?? []).forEach((peer, k) => { checkPeer(peer, `${at}/from/${String(k)}`, violation, legacy); });
    (rule.to ?? []).forEach((peer, k) => { checkPeer(peer, `${at}/to/${String(k)}`, violation, legacy); });
  });
}

/** Every violation of V3 to V17 in a spec. */
export function checkSpec(spec: RawSpec, violation: Violation, legacy: LegacyCidr): void {
  checkSelector(spec.podSelector, '/spec/podSelector', violation);
  const types = spec.policyTypes ?? [];
  if (types.length > 2) violation('/spec/policyTypes', 'TYPES_INVALID', 'policyTypes takes at most two entries');
  types.forEach((type, index) => {
    if (type !== 'Ingress' && type !== 'Egress') violation(`/spec/policyTypes/${String(index)}`, 'TYPES_INVALID', 'a policy type must be Ingress or Egress');
  });
  checkRules(spec.ingress, '/spec/ingress', violation, legacy);
  checkRules(spec.egress, '/spec/egress', violation, legacy);
}
