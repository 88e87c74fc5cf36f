import { parseAddress, parseCidr, setOfRange, type AddressSet } from '../model/address.ts';
import { ALL_PORTS } from '../model/connection-set.ts';
import type { Endpoint, Firewalls, Rule, Tier } from '../model/firewalls.ts';
import { MATCH_ALL, type LabelExpression } from '../model/label-expression.ts';
import type { Selection } from '../model/question.ts';

type Part<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

/** A Pod of namespace `shop` with one IPv4 address that its name determines, unless told otherwise. */
export function podNamed(name: string, more: Part<Endpoint> & { readonly ips?: readonly string[] } = {}): Omit<Endpoint, 'index'> {
  const { ips = [`10.0.0.${String(name.charCodeAt(0))}`], ...rest } = more;
  const addresses = ips.map((text) => parseAddress(text)).filter((address) => address !== undefined);
  const families = [...new Set(addresses.map(({ family }): number => (family === 4 ? 1 : 2)))].reduce((a, b) => a + b, 0) as Endpoint['families'];
  const ref = `pod:shop/${name}`;
  return {
    kind: 'pod', ref, namespace: 'shop', name, labels: { app: name }, addresses, areAddressesKnown: true, families: families === 0 ? 1 : families, ports: [], node: 'n1',
    isHost: false, isGoverned: true, workload: ref, owner: ref, pods: 1, caveats: [], ...rest,
  } as Omit<Endpoint, 'index'>;
}

export const nodeNamed = (name: string): Omit<Endpoint, 'index'> => podNamed(name, {
  kind: 'node', ref: `node:${name}`, namespace: '', labels: {}, node: name, isHost: true, pods: 0, workload: `node:${name}`, owner: `node:${name}`,
});

export const rule = (action: Rule['action'], own: LabelExpression, more: Part<Rule> = {}): Rule => (
  { action, own, peers: 'any', traffic: 'any', certainty: 'certain', role: 'rule', origin: null, ...more } as Rule
);

export const appIs = (...values: readonly string[]): LabelExpression => ({ op: 'in', key: 'app', values });
/** The default deny that selecting these brings. */
export const isolated = (own: LabelExpression = MATCH_ALL): Rule => rule('deny', own, { role: 'isolation' });
export const cidr = (text: string): AddressSet => setOfRange(parseCidr(text) ?? { family: 4, first: 0, last: 0 });

export function firewallsOf(endpoints: readonly Omit<Endpoint, 'index'>[], rules: { readonly ingress?: readonly Rule[]; readonly egress?: readonly Rule[] }, more: Part<Firewalls> = {}): Firewalls {
  const tier = (list: readonly Rule[] = []): readonly Tier[] => [{ kind: 'NETWORK_POLICY', name: 'NetworkPolicy', reading: 'first-match', rules: list }];
  return {
    enforcer: { name: 'test', version: null, settings: {} }, endpoints: endpoints.map((endpoint, index) => ({ ...endpoint, index })),
    tiers: { ingress: tier(rules.ingress), egress: tier(rules.egress) }, universe: ALL_PORTS, absent: [], caveats: [], ...more,
  } as Firewalls;
}

/** The endpoints with these references or names. */
export function select(firewalls: Firewalls, ...names: readonly string[]): Selection {
  const endpoints = firewalls.endpoints.filter(({ ref, name }) => names.includes(ref) || names.includes(name)).map(({ index }) => index);
  return { ref: names.join(' '), endpoints, external: { ipv4: [], ipv6: [] }, caveats: [] };
}

export const outside = (text: string): Selection => ({ ref: `ip:${text}`, endpoints: [], external: cidr(text), caveats: [] });
