import type { Origin } from '../../model/firewalls.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { originOf } from '../reference/origin.ts';

const STORAGE_GROUP = 'crd.projectcalico.org';
const LIVE_GROUP = 'projectcalico.org';

/** The place in a policy that a rule comes from. What is stored is called as users of Calico call it, in whichever form it was read. */
export function policyOrigin(document: PolicyDocument, pointer: string, rule: number | null, ruleName: string | null = null): Origin {
  const origin = originOf(document, pointer, rule, ruleName);
  if (document.group !== STORAGE_GROUP) return origin;
  return { ...origin, group: LIVE_GROUP, ...(document.api === 'calico' && document.manifest !== null && { name: document.manifest.name }) };
}
