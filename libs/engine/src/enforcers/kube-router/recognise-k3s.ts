import type { EnforcementWarning, EnforcerState } from '../../model/enforcement.ts';
import { nodeIdentity, objectEvidence, WEIGHTS } from '../../resources/observed/evidence.ts';
import type { ObservedNode } from '../../resources/observed/observed.ts';
import type { Sightings } from '../../resources/observed/sightings.ts';
import type { EnforcerClaim, NetworkingClaim, Recogniser } from '../recogniser.ts';

const ARGUMENTS = 'k3s.io/node-args';

const isK3s = ({ kubelet }: ObservedNode): boolean => kubelet?.includes('+k3s') === true;

/** Command lines of servers, which all other nodes follow. */
function servers({ nodes }: Sightings): readonly { readonly node: ObservedNode; readonly words: readonly string[] }[] {
  return nodes.filter(isK3s).flatMap((node) => {
    try {
      const words: unknown = JSON.parse(node.annotations[ARGUMENTS] ?? 'null');
      return Array.isArray(words) && words[0] === 'server' ? [{ node, words: words.map(String) }] : [];
    } catch { return []; }
  });
}

/** The value of a flag; null where it is not there. */
function flag(words: readonly string[], name: string): string | null {
  const at = words.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  if (at === -1) return null;
  const word = words[at] ?? '';
  const next = words[at + 1];
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : next === undefined || next.startsWith('-') ? 'true' : next;
}

const INFERRED: EnforcementWarning = { code: 'EMBEDDED_ENGINE_INFERRED', message: 'k3s filters from inside its own process, which only its arguments show; it needs ipset on the host, and older rules may have stayed in the kernel.', resources: [] };
const UNREAD: EnforcementWarning = { code: 'CONFIG_NOT_IN_SNAPSHOT', message: 'No server of k3s shows its arguments, which may switch its network policy controller off.', resources: [] };

function stateOf(disabled: readonly boolean[]): EnforcerState {
  if (disabled.length === 0 || new Set(disabled).size > 1) return 'UNPROVEN';
  return disabled[0] === true ? 'OFF' : 'ON';
}

function enforcers(sightings: Sightings): readonly EnforcerClaim[] {
  const node = sightings.nodes.find(isK3s);
  if (node === undefined) return [];
  const found = servers(sightings);
  const state = stateOf(found.map(({ words }) => { const value = flag(words, 'disable-network-policy'); return value !== null && value !== 'false'; }));
  return [{
    name: 'k3s-netpol', version: node.kubelet, mode: 'embedded', state, offReason: state === 'OFF' ? '--disable-network-policy' : null, settings: { 'k3s-netpol.disable-network-policy': String(state === 'OFF') },
    agent: null, isFor: isK3s, confidence: 'MEDIUM',
    evidence: [
      objectEvidence(nodeIdentity(node.name), 'status.nodeInfo.kubeletVersion', node.kubelet ?? '', 'a node of k3s', WEIGHTS.distribution),
      ...found.slice(0, 1).map(({ node: server, words }) => objectEvidence(nodeIdentity(server.name), `metadata.annotations[${ARGUMENTS}]`, words.join(' '), 'whether its network policy controller runs', WEIGHTS.node)),
    ],
    warnings: state === 'UNPROVEN' ? [UNREAD] : state === 'ON' ? [INFERRED] : [],
  }];
}

/** Wired by the flannel inside, unless a server is told to leave it to others. */
function networking(sightings: Sightings): NetworkingClaim | null {
  const node = sightings.nodes.find(isK3s);
  if (node === undefined || servers(sightings).some(({ words }) => flag(words, 'flannel-backend') === 'none')) return null;
  return { rank: 160, plugin: 'flannel-embedded', version: node.kubelet, mode: 'embedded', confidence: 'MEDIUM', evidence: [objectEvidence(nodeIdentity(node.name), 'status.nodeInfo.kubeletVersion', node.kubelet ?? '', 'k3s wires the pods by itself', WEIGHTS.distribution)] };
}

export const k3sRecogniser: Recogniser = { name: 'k3s', agents: [], keeps: { nodeAnnotations: [ARGUMENTS], flags: ['disable-network-policy', 'flannel-backend'] }, networking, enforcers };
