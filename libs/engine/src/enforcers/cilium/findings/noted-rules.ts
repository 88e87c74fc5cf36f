import type { Finding, FindingSeverity } from '../../../model/diagnostic.ts';
import type { Caveat } from '../../../model/firewalls.ts';
import { identityKey, objectText } from '../../../model/location.ts';
import { BLIND_FOR_NODES, ECHO_REPLY, EMPTY_GROUP_SELECTOR, NEGATIVE_SELECTOR, NOTHING_RESOLVED, SERVICES_IN_DENY, UNLISTED_DIRECTION, WHOLE_FAMILY_GROUP } from '../notes.ts';
import { reported } from './report.ts';
import type { FindingScene } from './scene.ts';

const CODES: ReadonlyMap<Caveat, readonly [code: string, severity: FindingSeverity]> = new Map([
  [NEGATIVE_SELECTOR, ['CILIUM_PEERS_OPEN', 'high']], [EMPTY_GROUP_SELECTOR, ['CILIUM_PEERS_OPEN', 'high']], [NOTHING_RESOLVED, ['CILIUM_PEERS_OPEN', 'high']],
  [SERVICES_IN_DENY, ['CILIUM_DENIES_EVERYBODY', 'high']], [ECHO_REPLY, ['CILIUM_ICMP_TYPE_ZERO', 'medium']], [UNLISTED_DIRECTION, ['CILIUM_DIRECTION_ENFORCED', 'high']],
  [WHOLE_FAMILY_GROUP, ['CILIUM_PREFIX_WITHOUT_EFFECT', 'medium']], [BLIND_FOR_NODES, ['CILIUM_PREFIX_WITHOUT_EFFECT', 'medium']],
]);

/** Rules that do otherwise than their author may expect, each once. */
export function notedRules({ rules, snapshot }: FindingScene): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const { rule: { note, origin, role } } of rules) {
    const known = note === undefined ? undefined : CODES.get(note);
    // A whole policy's default deny says nothing that its rules do not.
    if (note === undefined || known === undefined || origin === null || (role === 'isolation' && note === UNLISTED_DIRECTION)) continue;
    const [code, severity] = known; const key = `${code} ${identityKey(origin)} ${origin.pointer}`;
    if (found.has(key)) continue;
    const manifest = snapshot.policies.find((policy) => identityKey(policy) === identityKey(origin))?.manifest;
    found.set(key, reported({ code, severity, policy: origin, manifest, pointer: origin.pointer, message: `${objectText(origin)}: ${note.message}` }));
  }
  return [...found.values()];
}
