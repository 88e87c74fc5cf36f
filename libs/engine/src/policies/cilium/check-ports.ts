import { isGoRegex } from './go-regex.ts';
import { icmpType } from './icmp-types.ts';
import type { CiliumElement, CiliumL7Rules, CiliumPort, CiliumPortRule } from './manifest.ts';
import { isPortName, portNumber } from './port-number.ts';
import type { CiliumReporter } from './problem.ts';

/** Where an element stands, as far as its ports are judged by it. */
export interface PortPlace { readonly isIngress: boolean; readonly isHostPolicy: boolean; readonly isClusterwide: boolean }

const MOST = 40;
const PROTOCOLS = ['ANY', 'TCP', 'UDP', 'SCTP'];
/** Protocols without ports, which the agent takes whether or not it enforces them. */
export const EXTENDED_PROTOCOLS: readonly string[] = ['VRRP', 'IGMP', 'GRE', 'IPIP', 'ESP', 'AH', 'IPV6'];

/** Checks ports, what filters them, and ICMP of one element. */
export function checkPorts({ toPorts, icmps }: CiliumElement, place: PortPlace, pointer: string, reporter: CiliumReporter): void {
  if ((toPorts ?? []).length > 0 && (icmps ?? []).length > 0) reporter.reject(pointer, 'ICMP_INVALID', 'icmps and toPorts cannot stand together');
  (toPorts ?? []).forEach((rule, index) => { checkPortRule(rule, place, `${pointer}/toPorts/${String(index)}`, reporter); });
  (icmps ?? []).forEach(({ fields }, index) => {
    const at = `${pointer}/icmps/${String(index)}/fields`;
    if ((fields ?? []).length > MOST) reporter.refuse(at, 'TOO_MANY', `at most ${String(MOST)} fields are taken`);
    (fields ?? []).forEach(({ family, type }, k) => {
      if (family && family !== 'IPv4' && family !== 'IPv6') reporter.refuse(`${at}/${String(k)}/family`, 'ICMP_INVALID', 'the family must be IPv4 or IPv6');
      if (icmpType(type ?? '', family === 'IPv6') === undefined) reporter.refuse(`${at}/${String(k)}/type`, 'ICMP_INVALID', 'a type is a number from 0 to 255 or a name such as EchoRequest');
    });
  });
}

function checkPortRule(rule: CiliumPortRule, place: PortPlace, pointer: string, reporter: CiliumReporter): void {
  const ports = rule.ports ?? [];
  if (ports.length > MOST) reporter.refuse(`${pointer}/ports`, 'TOO_MANY', `at most ${String(MOST)} ports are taken`);
  ports.forEach((port, index) => { checkPort(port, `${pointer}/ports/${String(index)}`, reporter); });
  checkProxy(rule, place, pointer, reporter);
  if (rule.rules) checkL7(rule.rules, ports, place, `${pointer}/rules`, reporter);
}

function checkPort({ port, endPort, protocol }: CiliumPort, pointer: string, { refuse, reject, warn }: CiliumReporter): void {
  const name = (protocol || 'ANY').toUpperCase();
  const isExtended = EXTENDED_PROTOCOLS.includes(name);
  if (!PROTOCOLS.includes(name) && !isExtended) refuse(`${pointer}/protocol`, 'PROTOCOL_INVALID', `the protocol must be one of ${[...PROTOCOLS, ...EXTENDED_PROTOCOLS].join(', ')}`);
  else if (protocol && protocol !== name) warn(`${pointer}/protocol`, 'SCHEMA_STRICTER', 'the agent takes a protocol in any case, and the schema of the API server refuses it');
  if (!port) { if (!isExtended) reject(pointer, 'PORT_INVALID', 'a port is required'); return; }
  checkPortText(port, EXTENDED_PROTOCOLS.includes(protocol ?? ''), `${pointer}/port`, reject);
  checkEndPort(endPort, `${pointer}/endPort`, warn);
}

function checkPortText(port: string, isWithoutPorts: boolean, pointer: string, reject: CiliumReporter['reject']): void {
  if (isPortName(port)) return;
  if (portNumber(port) === undefined) reject(pointer, 'PORT_INVALID', 'a port is a number from 0 to 65535, octal with a leading zero, or a name of at most 15 characters');
  else if (isWithoutPorts && port !== '0') reject(pointer, 'PORT_INVALID', 'a protocol without ports has none, or 0');
}

function checkEndPort(endPort: number | null | undefined, pointer: string, warn: CiliumReporter['warn']): void {
  if (endPort && (endPort < 0 || endPort > 65_535)) warn(pointer, 'SCHEMA_STRICTER', 'the agent does not check endPort, and the schema of the API server refuses this number');
}

function checkProxy({ rules, listener, serverNames, terminatingTLS, originatingTLS }: CiliumPortRule, place: PortPlace, pointer: string, { reject }: CiliumReporter): void {
  const hasL7 = parsersOf(rules ?? {}).length > 0;
  if (listener) checkListener(listener, hasL7, place, `${pointer}/listener`, reject);
  checkServerNames(serverNames ?? [], hasL7 && !terminatingTLS, pointer, reject);
  for (const tls of [terminatingTLS, originatingTLS]) if (tls && !tls.secret?.name) reject(pointer, 'PROXY_INVALID', 'TLS needs a secret');
}

function checkListener({ envoyConfig }: NonNullable<CiliumPortRule['listener']>, hasL7: boolean, { isIngress, isClusterwide }: PortPlace, pointer: string, reject: CiliumReporter['reject']): void {
  if (isIngress) reject(pointer, 'PROXY_INVALID', 'a listener stands on egress only');
  if (hasL7) reject(pointer, 'PROXY_INVALID', 'a listener cannot stand beside rules');
  if (isClusterwide && envoyConfig?.kind === 'CiliumEnvoyConfig') reject(pointer, 'PROXY_INVALID', 'a cluster-wide policy can only name a CiliumClusterwideEnvoyConfig');
}

function checkServerNames(serverNames: readonly string[], isFilteredBlindly: boolean, pointer: string, reject: CiliumReporter['reject']): void {
  if (serverNames.includes('')) reject(`${pointer}/serverNames`, 'PROXY_INVALID', 'a server name cannot be empty');
  if (serverNames.length > 0 && isFilteredBlindly) reject(`${pointer}/serverNames`, 'PROXY_INVALID', 'server names beside rules need terminatingTLS');
}

/** The filters that every release knows, an empty list included. */
const parsersOf = ({ http, dns }: CiliumL7Rules): readonly ('http' | 'dns')[] => [...(http ? ['http' as const] : []), ...(dns ? ['dns' as const] : [])];

function checkL7(rules: CiliumL7Rules, ports: readonly CiliumPort[], place: PortPlace, pointer: string, reporter: CiliumReporter): void {
  const { reject, warn } = reporter;
  if (rules.kafka ?? rules.l7proto) warn(pointer, 'SCHEMA_STRICTER', 'since 1.20 the agent does not look at kafka and l7proto, and the schema of the API server does not know them');
  const parsers = parsersOf(rules);
  if (parsers.length === 0) return;
  checkHttp(rules, `${pointer}/http`, reject);
  if (parsers.length > 1) reject(pointer, 'L7_INVALID', 'one of http and dns is expected');
  if (place.isHostPolicy && (place.isIngress || (rules.http ?? []).length > 0)) reject(pointer, 'L7_INVALID', 'for nodes only dns on egress is filtered');
  checkFilteredPorts(rules, ports, pointer, reject);
  if (parsers.includes('dns')) checkDns(rules, ports, place, pointer, reporter);
}

/** An empty list of names is no filter of DNS, and then one like any other. */
function checkFilteredPorts({ dns }: CiliumL7Rules, ports: readonly CiliumPort[], pointer: string, reject: CiliumReporter['reject']): void {
  if (ports.some(isWildcard)) reject(pointer, 'L7_INVALID', 'filters need a port, and 0 stands for every one');
  if ((dns ?? []).length === 0 && ports.some(({ protocol }) => protocol !== 'TCP')) reject(pointer, 'L7_INVALID', 'filters other than dns need the protocol TCP, written out in capitals');
}

const isWildcard = ({ port }: CiliumPort): boolean => Boolean(port) && portNumber(port ?? '') === 0;

function checkHttp({ http }: CiliumL7Rules, pointer: string, reject: CiliumReporter['reject']): void {
  for (const { method, path, host } of http ?? []) for (const pattern of [method, path, host]) if (pattern && !isGoRegex(pattern)) reject(pointer, 'L7_INVALID', 'this is no regular expression');
}

function checkDns({ dns }: CiliumL7Rules, ports: readonly CiliumPort[], { isIngress }: PortPlace, pointer: string, { reject }: CiliumReporter): void {
  if (ports.length === 0) reject(pointer, 'L7_INVALID', 'dns needs a port');
  if ((dns ?? []).length === 0) return;
  if (isIngress) reject(pointer, 'L7_INVALID', 'dns is filtered on egress only');
  if (ports.some(isRange)) reject(pointer, 'L7_INVALID', 'dns takes no range of ports');
  if (ports.some(({ protocol }) => !['TCP', 'UDP', 'ANY'].includes((protocol || 'ANY').toUpperCase()))) reject(pointer, 'L7_INVALID', 'dns is carried by TCP or UDP');
  if ((dns ?? []).some(({ matchName, matchPattern }) => matchName && matchPattern)) reject(pointer, 'L7_INVALID', 'one of matchName and matchPattern is expected');
}

const isRange = ({ port, endPort }: CiliumPort): boolean => !isPortName(port ?? '') && (endPort ?? 0) > (portNumber(port ?? '') ?? 0);
