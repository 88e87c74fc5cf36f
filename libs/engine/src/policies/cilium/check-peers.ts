import { parseAddress, parseCidr } from '../../model/address.ts';
import { checkSelector, type RawSelector } from '../../model/manifest/check-selector.ts';
import type { CiliumCidrRule, CiliumFqdn } from './manifest.ts';
import type { CiliumReporter } from './problem.ts';

const ENTITIES = ['all', 'world', 'cluster', 'cluster-mesh', 'host', 'init', 'ingress', 'unmanaged', 'remote-node', 'health', 'none', 'kube-apiserver'];
/** Known to the agent and not to the schema. */
const AGENT_ENTITIES = ['world-ipv4', 'world-ipv6'];

/** Kinds of peers, of which an element may have one. */
const KINDS = ['Endpoints', 'Nodes', 'CIDR', 'CIDRSet', 'Entities', 'Groups', 'Services', 'FQDNs'];

type Element = Readonly<Record<string, unknown>>;

const listOf = (element: Element, field: string): readonly unknown[] => (element[field] ?? []) as readonly unknown[];

/** Checks the peers of one element. A key may have a source in front of it, so that only the rest is a label's. */
export function checkPeers(element: Element, direction: 'from' | 'to', pointer: string, reporter: CiliumReporter): void {
  const given = KINDS.filter((kind) => listOf(element, `${direction}${kind}`).length > 0);
  if (given.length > 1) reporter.reject(pointer, 'PEERS_MIXED', `an element has one kind of peer, and here are ${given.map((kind) => `${direction}${kind}`).join(', ')}`);
  for (const kind of ['Endpoints', 'Nodes', 'Requires']) {
    const selectors = listOf(element, `${direction}${kind}`) as readonly RawSelector[];
    selectors.forEach((selector, index) => { checkCiliumSelector(selector, `${pointer}/${direction}${kind}/${String(index)}`, reporter); });
  }
  (listOf(element, `${direction}Entities`) as readonly string[]).forEach((entity, index) => { checkEntity(entity, `${pointer}/${direction}Entities/${String(index)}`, reporter); });
  (listOf(element, `${direction}CIDR`) as readonly string[]).forEach((cidr, index) => { checkCidr(cidr, `${pointer}/${direction}CIDR/${String(index)}`, reporter); });
  (listOf(element, `${direction}CIDRSet`) as readonly CiliumCidrRule[]).forEach((rule, index) => { checkCidrRule(rule, `${pointer}/${direction}CIDRSet/${String(index)}`, reporter); });
  (listOf(element, `${direction}FQDNs`) as readonly CiliumFqdn[]).forEach((fqdn, index) => { checkFqdn(fqdn, `${pointer}/${direction}FQDNs/${String(index)}`, reporter); });
}

const withoutSource = (key: string): string => key.slice(key.indexOf(':') + 1);

/** Checks a selector whose keys may have a source in front. */
export function checkCiliumSelector(selector: RawSelector, pointer: string, reporter: CiliumReporter): void {
  const bare: RawSelector = {
    matchLabels: Object.fromEntries(Object.entries(selector.matchLabels ?? {}).map(([key, value]) => [withoutSource(key), value])),
    matchExpressions: (selector.matchExpressions ?? []).map(({ key, ...rest }) => ({ ...rest, key: withoutSource(key ?? '') })),
  };
  checkSelector(bare, pointer, reporter.reject);
}

function checkEntity(entity: string, pointer: string, { refuse, warn }: CiliumReporter): void {
  if (AGENT_ENTITIES.includes(entity)) warn(pointer, 'SCHEMA_STRICTER', `the agent knows the entity ${entity}, and the schema of the API server refuses it`);
  else if (!ENTITIES.includes(entity)) refuse(pointer, 'ENTITY_UNKNOWN', `there is no entity of that name; there are ${ENTITIES.join(', ')}`);
}

function checkCidr(cidr: string, pointer: string, { refuse, warn }: CiliumReporter): void {
  if (parseCidr(cidr) !== undefined) return;
  if (parseAddress(cidr) === undefined) refuse(pointer, 'CIDR_INVALID', 'a prefix such as 10.0.0.0/8 is expected');
  else warn(pointer, 'SCHEMA_STRICTER', 'the agent takes an address without a prefix length, and the schema of the API server refuses it');
}

function checkCidrRule(rule: CiliumCidrRule, pointer: string, reporter: CiliumReporter): void {
  const sources = [rule.cidr || null, rule.cidrGroupRef || null, rule.cidrGroupSelector ?? null].filter((source) => source !== null);
  if (sources.length !== 1) { reporter.refuse(pointer, 'CIDR_INVALID', 'exactly one of cidr, cidrGroupRef and cidrGroupSelector is expected'); return; }
  if (rule.cidrGroupSelector) checkCiliumSelector(rule.cidrGroupSelector, `${pointer}/cidrGroupSelector`, reporter);
  const whole = rule.cidr ? parseCidr(rule.cidr) : undefined;
  if (rule.cidr && whole === undefined) reporter.refuse(`${pointer}/cidr`, 'CIDR_INVALID', 'a prefix such as 10.0.0.0/8 is expected');
  // Beside a group nobody looks at them.
  (rule.cidr ? rule.except ?? [] : []).forEach((text, index) => {
    const part = parseCidr(text);
    const at = `${pointer}/except/${String(index)}`;
    if (part === undefined) reporter.refuse(at, 'CIDR_INVALID', 'a prefix such as 10.0.0.0/8 is expected');
    else if (whole !== undefined && (part.family !== whole.family || part.first < whole.first || part.last > whole.last)) reporter.reject(at, 'EXCEPT_INVALID', 'the exception must be inside the block');
  });
}

function checkFqdn({ matchName, matchPattern }: CiliumFqdn, pointer: string, { refuse, warn }: CiliumReporter): void {
  if (matchName && matchPattern) refuse(pointer, 'FQDN_INVALID', 'one of matchName and matchPattern is expected');
  if (!matchName && !matchPattern) warn(pointer, 'SCHEMA_STRICTER', 'the agent takes an element without a name, and the schema of the API server refuses it');
  if (matchName && !/^[-a-zA-Z0-9_.]{1,255}$/.test(matchName)) refuse(`${pointer}/matchName`, 'FQDN_INVALID', 'a name has letters, digits, "-", "_" and ".", at most 255');
  if (matchPattern && !/^[-a-zA-Z0-9_.*]{1,255}$/.test(matchPattern)) refuse(`${pointer}/matchPattern`, 'FQDN_INVALID', 'a pattern has letters, digits, "-", "_", "." and "*", at most 255');
}
