import { isPortName } from '../../model/object-name.ts';
import { checkSelector, type RawSelector } from '../../model/manifest/check-selector.ts';
import { readCidr, type ReadCidr } from '../../model/manifest/cidr.ts';
import type { Violation } from './problem.ts';

/** Takes the canonical spelling of a prefix that an old server accepts and a strict one refuses (U17). */
export type LegacyCidr = (pointer: string, canonical: string, reason: string) => void;

export interface RawPort { readonly protocol?: string | null; readonly port?: number | string | null; readonly endPort?: number | null }
export interface RawPeer { readonly podSelector?: RawSelector | null; readonly namespaceSelector?: RawSelector | null; readonly ipBlock?: { readonly cidr?: string | null; readonly except?: readonly string[] | null } | null }

const isPortNumber = (port: number): boolean => port >= 1 && port <= 65535;

function checkEndPort(endPort: number, port: RawPort['port'], pointer: string, violation: Violation): void {
  const refuse = (message: string): void => { violation(pointer, 'END_PORT_INVALID', message); };
  if (port === null || port === undefined) refuse('endPort needs a port');
  else if (typeof port === 'string') refuse('endPort needs a port given as a number');
  else if (endPort < port) refuse('endPort must not be smaller than port');
  else if (!isPortNumber(endPort)) refuse('endPort must be a number from 1 to 65535');
}

/** Checks one element of `ports` (V7 to V12). */
export function checkPort({ protocol, port, endPort }: RawPort, pointer: string, violation: Violation): void {
  if (protocol !== null && protocol !== undefined && !['TCP', 'UDP', 'SCTP'].includes(protocol)) violation(`${pointer}/protocol`, 'PROTOCOL_INVALID', 'the protocol must be TCP, UDP or SCTP, in capitals');
  if (typeof port === 'number' && !isPortNumber(port)) violation(`${pointer}/port`, 'PORT_INVALID', 'the port must be a number from 1 to 65535');
  if (typeof port === 'string' && !isPortName(port)) violation(`${pointer}/port`, 'PORT_NAME_INVALID', 'the name of a port must have at most 15 lower-case letters, digits and single inner dashes, with at least one letter');
  if (endPort !== null && endPort !== undefined) checkEndPort(endPort, port, `${pointer}/endPort`, violation);
}

function checkExcept(text: string, block: ReadCidr, pointer: string, violation: Violation, legacy: LegacyCidr): void {
  const except = readCidr(text);
  if (except === undefined) { violation(pointer, 'EXCEPT_INVALID', 'an address with a prefix length such as 10.0.0.0/8 is expected'); return; }
  const isInside = except.family === block.family && except.length > block.length && except.first >= block.first && except.last <= block.last;
  if (!isInside) violation(pointer, 'EXCEPT_INVALID', 'it must lie within cidr and be smaller than it');
  if (except.legacy !== null) legacy(pointer, except.text, except.legacy);
}

/** Checks one element of `from` or `to` (V13 to V16). */
export function checkPeer({ podSelector, namespaceSelector, ipBlock }: RawPeer, pointer: string, violation: Violation, legacy: LegacyCidr): void {
  const hasSelector = Boolean(podSelector) || Boolean(namespaceSelector);
  checkSelector(podSelector, `${pointer}/podSelector`, violation);
  checkSelector(namespaceSelector, `${pointer}/namespaceSelector`, violation);
  if (!ipBlock) {
    if (!hasSelector) violation(pointer, 'PEER_EMPTY', 'a peer needs a podSelector, a namespaceSelector or an ipBlock');
    return;
  }
  if (hasSelector) violation(pointer, 'PEER_AMBIGUOUS', 'ipBlock cannot stand beside a selector in one peer');
  const at = `${pointer}/ipBlock/cidr`;
  const block = readCidr(ipBlock.cidr ?? '');
  if (block === undefined) {
    violation(at, 'CIDR_INVALID', ipBlock.cidr ? 'an address with a prefix length such as 10.0.0.0/8 is expected' : 'cidr is required');
    return;
  }
  if (block.legacy !== null) legacy(at, block.text, block.legacy);
  (ipBlock.except ?? []).forEach((text, index) => { checkExcept(text, block, `${pointer}/ipBlock/except/${String(index)}`, violation, legacy); });
}
