import { parseAddress, parseCidr } from '../address.ts';
import { checkSelector } from '../manifest/check-selector.ts';
import { checkCount, checkDistinct, checkExactlyOne, isGiven } from './check-fields.ts';
import type { AdminEgressPeer, AdminSubject, PodsOfNamespaces } from './manifest.ts';
import type { AdminReporter } from './problem.ts';

/** What the APIs do not have in common. */
export interface PeerRules {
  readonly destinations: readonly string[];
  readonly isNamespaceSelectorRequired: boolean;
  readonly most: { readonly peers: number; readonly names: number };
}

const SELECTED = ['namespaces', 'pods'];

function checkPods({ namespaceSelector, podSelector }: PodsOfNamespaces, pointer: string, { isNamespaceSelectorRequired }: PeerRules, reporter: AdminReporter): void {
  if (!isGiven(podSelector)) reporter.refuse(pointer, 'FIELD_MISSING', 'podSelector is required');
  if (isNamespaceSelectorRequired && !isGiven(namespaceSelector)) reporter.refuse(pointer, 'FIELD_MISSING', 'namespaceSelector is required');
  checkSelector(namespaceSelector, `${pointer}/namespaceSelector`, reporter.reject);
  checkSelector(podSelector, `${pointer}/podSelector`, reporter.reject);
}

function checkSelected({ namespaces, pods }: AdminSubject, pointer: string, rules: PeerRules, reporter: AdminReporter): void {
  // The schema of the custom resource knows nothing of label syntax, so a selector that means nothing gets this far.
  checkSelector(namespaces, `${pointer}/namespaces`, reporter.reject);
  if (pods) checkPods(pods, `${pointer}/pods`, rules, reporter);
}

/** Checks the subject (AN-4, CN-3). */
export function checkSubject(subject: AdminSubject | null | undefined, rules: PeerRules, reporter: AdminReporter): void {
  if (!subject) { reporter.refuse('/spec', 'FIELD_MISSING', 'subject is required'); return; }
  checkExactlyOne(subject, SELECTED, '/spec/subject', reporter);
  checkSelected(subject, '/spec/subject', rules, reporter);
}

function checkNetworks(networks: readonly string[], pointer: string, most: number, reporter: AdminReporter): void {
  checkCount(networks, most, pointer, 'networks', reporter);
  checkDistinct(networks, pointer, reporter);
  networks.forEach((text, index) => {
    if (!isStrictCidr(text)) reporter.refuse(`${pointer}/${String(index)}`, 'CIDR_INVALID', 'an address with a prefix length such as 10.0.0.0/8 is expected');
  });
}

/** Host bits pass; leading zeros and IPv4 addresses written as IPv6 do not, unlike in a NetworkPolicy. */
function isStrictCidr(text: string): boolean {
  const address = parseAddress(text.slice(0, Math.max(0, text.indexOf('/'))));
  const isMapped = address?.family === 6 && address.value >> 32n === 0xffffn;
  return text.length <= 43 && parseCidr(text) !== undefined && !isMapped && !/\/0\d/.test(text);
}

// The published pattern has the range A-z for the first character, which lets some punctuation through.
const DOMAIN_LABEL = /^[A-z0-9](?:[-a-zA-Z0-9_]*[a-zA-Z0-9])?$/;

/** At least two labels, `*.` at the front only, and perhaps a closing dot (AN-18). */
function isDomainName(text: string): boolean {
  const labels = text.replace(/^\*\./, '').replace(/\.$/, '').split('.');
  return labels.length >= 2 && labels.every((label) => DOMAIN_LABEL.test(label));
}

function checkDomainNames(names: readonly string[], pointer: string, most: number, reporter: AdminReporter): void {
  checkCount(names, most, pointer, 'domain names', reporter);
  checkDistinct(names, pointer, reporter);
  names.forEach((name, index) => {
    if (!isDomainName(name)) reporter.refuse(`${pointer}/${String(index)}`, 'DOMAIN_NAME_INVALID', 'a name of at least two labels such as example.com or *.example.com is expected');
  });
}

/** Checks a rule's `from` or `to` (AN-7 to AN-9, CN-4, CN-5). */
export function checkPeers(peers: readonly AdminEgressPeer[] | null | undefined, pointer: string, rules: PeerRules, reporter: AdminReporter): void {
  const field = pointer.slice(pointer.lastIndexOf('/') + 1);
  if (!peers) { reporter.refuse(pointer.slice(0, pointer.lastIndexOf('/')), 'FIELD_MISSING', `${field} is required: a rule for everyone has to say so`); return; }
  checkCount(peers, rules.most.peers, pointer, 'peers', reporter);
  peers.forEach((peer, index) => {
    const at = `${pointer}/${String(index)}`;
    checkExactlyOne(peer, field === 'to' ? [...SELECTED, ...rules.destinations] : SELECTED, at, reporter);
    checkSelected(peer, at, rules, reporter);
    if (peer.networks) checkNetworks(peer.networks, `${at}/networks`, rules.most.names, reporter);
    checkSelector(peer.nodes, `${at}/nodes`, reporter.reject);
    if (peer.domainNames) checkDomainNames(peer.domainNames, `${at}/domainNames`, rules.most.names, reporter);
  });
}

/** Whether the rule has a destination that no container port can be looked up at (AN-14, CN-9). */
export const hasPlainDestination = (peers: readonly AdminEgressPeer[] | null | undefined): boolean => (peers ?? []).some(({ networks, nodes, domainNames }) => Boolean(networks) || Boolean(nodes) || Boolean(domainNames));
