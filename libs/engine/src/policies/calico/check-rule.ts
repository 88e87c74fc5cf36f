import { parseCidr } from '../../model/address.ts';
import { childPointer } from '../../model/json-pointer.ts';
import { labelKeyProblem } from '../../model/label-syntax.ts';
import { checkEntity } from './check-entity.ts';
import { checkHttp } from './check-http.ts';
import type { CalicoIcmp, CalicoRule } from './manifest.ts';
import type { Tell } from './problem.ts';
import { readProtocol } from './protocol.ts';

/** Where a rule stands. */
export interface RulePlace { readonly direction: 'ingress' | 'egress'; readonly isGlobal: boolean }

/** The name of a protocol, where it is given by one. */
const nameOf = (written: number | string | null | undefined): string | undefined => (isMissing(written) ? undefined : readProtocol(written)?.name ?? undefined);

const isMissing = (value: unknown): value is null | undefined => value === null || value === undefined;

const ACTIONS = ['Allow', 'Deny', 'Log', 'Pass'];
/** Felix puts actions into lower case, all but Pass, which has another name inside; without one it allows. */
const IN_ANY_CASE: ReadonlySet<string> = new Set(['', 'allow', 'deny', 'log']);

/** Checks one rule. */
export function checkRule(rule: CalicoRule, place: RulePlace, pointer: string, tell: Tell): void {
  checkAction(rule.action ?? '', `${pointer}/action`, tell);
  for (const field of ['protocol', 'notProtocol'] as const) checkProtocol(rule[field] ?? null, `${pointer}/${field}`, tell);
  checkVersion(rule, `${pointer}/ipVersion`, tell);
  checkFamilies(rule, pointer, tell);
  checkIcmp(rule, pointer, tell);
  for (const side of ['source', 'destination'] as const) checkEntity(rule[side] ?? {}, { ...place, side, protocol: rule.protocol ?? null }, `${pointer}/${side}`, tell);
  checkAnnotations(rule.metadata?.annotations ?? {}, `${pointer}/metadata/annotations`, tell);
  if (rule.http) checkHttp(rule, place.direction, `${pointer}/http`, tell);
}

const MOST_ANNOTATIONS = 256 * 1024;

function checkAnnotations(annotations: Readonly<Record<string, string>>, pointer: string, tell: Tell): void {
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    size += key.length + value.length;
    const problem = labelKeyProblem(key.toLowerCase());
    if (problem !== null) tell(childPointer(pointer, key), 'LABEL_KEY_INVALID', 'kept', problem);
  }
  if (size > MOST_ANNOTATIONS) tell(pointer, 'TOO_MANY', 'kept', 'annotations have at most 256 KiB together');
}

function checkAction(action: string, pointer: string, tell: Tell): void {
  if (ACTIONS.includes(action)) return;
  tell(pointer, 'ACTION_INVALID', IN_ANY_CASE.has(action.toLowerCase()) ? 'kept' : 'dropped', `the action must be one of ${ACTIONS.join(', ')}`);
}

function checkProtocol(written: number | string | null, pointer: string, tell: Tell): void {
  if (written === null) return;
  const protocol = readProtocol(written);
  if (protocol === undefined) tell(pointer, 'PROTOCOL_INVALID', 'dropped', 'a protocol is TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite or a number from 1 to 255');
  else if (!protocol.isCanonical) tell(pointer, 'PROTOCOL_INVALID', 'kept', 'the name of a protocol has the case of TCP, ICMPv6 and UDPLite, and its number stands without quotes');
}

/** Versions of IP that the name of a protocol implies; its number implies none. */
const VERSIONS: Readonly<Record<string, number>> = { ICMP: 4, ICMPv6: 6 };

function checkVersion({ ipVersion, protocol, notProtocol }: CalicoRule, pointer: string, tell: Tell): void {
  if (isMissing(ipVersion)) return;
  if (ipVersion !== 4 && ipVersion !== 6) tell(pointer, 'IP_VERSION_INVALID', 'dropped', 'ipVersion must be 4 or 6');
  else if ([protocol, notProtocol].some((written) => { const name = nameOf(written); return name !== undefined && (VERSIONS[name] ?? ipVersion) !== ipVersion; })) tell(pointer, 'FAMILY_MIXED', 'kept', 'ICMP is of ipVersion 4 and ICMPv6 of 6');
}

/** Families of the prefixes of a rule, at either end and negated or not. */
const familiesIn = ({ source, destination }: CalicoRule): ReadonlySet<number> =>
  new Set([source, destination].flatMap((entity) => [entity?.nets ?? [], entity?.notNets ?? []]).flat().flatMap((net) => parseCidr(net)?.family ?? []));

function checkFamilies(rule: CalicoRule, pointer: string, tell: Tell): void {
  const families = familiesIn(rule);
  if (families.size > 1) tell(pointer, 'FAMILY_MIXED', 'kept', 'the prefixes of a rule are all of one family');
  else if (!isMissing(rule.ipVersion) && families.size === 1 && !families.has(rule.ipVersion)) tell(pointer, 'FAMILY_MIXED', 'kept', 'prefixes are of the family that ipVersion names');
}

const isWithin = (value: number | null | undefined, last: number): boolean => value === null || value === undefined || (value >= 0 && value <= last);

function checkIcmp({ protocol, icmp, notICMP }: CalicoRule, pointer: string, tell: Tell): void {
  if (icmp) checkIcmpFields(icmp, `${pointer}/icmp`, tell);
  if (notICMP) checkIcmpFields(notICMP, `${pointer}/notICMP`, tell);
  if (icmp && !Object.hasOwn(VERSIONS, nameOf(protocol) ?? '')) tell(`${pointer}/icmp`, 'ICMP_INVALID', 'kept', 'icmp needs the protocol ICMP or ICMPv6, by its name');
}

function checkIcmpFields({ type, code }: CalicoIcmp, pointer: string, tell: Tell): void {
  if (isMissing(type) && !isMissing(code)) tell(pointer, 'ICMP_INVALID', 'left-out', 'a code needs a type');
  if (!isWithin(type, 254)) tell(`${pointer}/type`, 'ICMP_INVALID', 'dropped', 'a type is a number from 0 to 254');
  if (!isWithin(code, 255)) tell(`${pointer}/code`, 'ICMP_INVALID', 'dropped', 'a code is a number from 0 to 255');
}
