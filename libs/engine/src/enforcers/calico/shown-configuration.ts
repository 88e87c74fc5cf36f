import type { FelixConfigurationSpec, FelixFailsafePort } from '../../policies/calico/configuration.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { fieldOf } from '../../resources/observed/agent-container.ts';
import type { Snapshot } from '../../resources/snapshot.ts';

const AGENT = 'calico-node';

/** Variables of the agent by the field of a FelixConfiguration that they stand before. */
const VARIABLES = { defaultEndpointToHostAction: 'FELIX_DEFAULTENDPOINTTOHOSTACTION', failsafeInboundHostPorts: 'FELIX_FAILSAFEINBOUNDHOSTPORTS', failsafeOutboundHostPorts: 'FELIX_FAILSAFEOUTBOUNDHOSTPORTS' } as const;

type Key = keyof typeof VARIABLES;

/** What the code takes where it is told nothing; ports have the same default everywhere. */
const BUILT_IN: Readonly<Partial<Record<Key, string>>> = { defaultEndpointToHostAction: 'Drop' };

const portText = ({ protocol, port, net }: FelixFailsafePort): string => [protocol || 'tcp', ...(net ? [net] : []), String(port ?? 0)].join(':');

const portsText = (ports: readonly FelixFailsafePort[]): string => (ports.length === 0 ? 'none' : ports.map(portText).join(','));

function fieldText(spec: FelixConfigurationSpec, key: Key): string | null {
  if (key === 'defaultEndpointToHostAction') return spec[key] || null;
  const ports = spec[key];
  return ports === null || ports === undefined ? null : portsText(ports);
}

/** The agent's literal variables; null where the input does not show the agent. */
function environment({ observed }: Snapshot<PolicyDocument>): Readonly<Record<string, unknown>> | null {
  const agent = [...observed.workloads, ...observed.pods].flatMap(({ agents }) => agents).find(({ name, environment: variables }) => name === AGENT && variables !== null);
  return agent?.environment ?? null;
}

/** The configuration that holds where none stands before it for a node; null where the input does not show it. */
function clusterWide({ observed }: Snapshot<PolicyDocument>): FelixConfigurationSpec | null {
  const found = ['projectcalico.org', 'crd.projectcalico.org'].flatMap((group) => observed.objects.get(`${group}/FelixConfiguration`) ?? []).find(({ name }) => name === 'default');
  return found === undefined ? null : (fieldOf(found.value, 'spec') ?? {});
}

/** What the input shows of Felix's configuration, by key: the environment of the agent, then its configuration for the whole cluster, then what the code takes, where both are there. */
export function shownConfiguration(snapshot: Snapshot<PolicyDocument>): Readonly<Record<string, string>> {
  const variables = environment(snapshot);
  const configured = clusterWide(snapshot);
  return Object.fromEntries((Object.keys(VARIABLES) as Key[]).flatMap((key) => {
    const told = variables?.[VARIABLES[key]];
    const text = (typeof told === 'string' && told !== '' ? told : null) ?? (configured === null ? null : fieldText(configured, key)) ?? (variables === null || configured === null ? null : BUILT_IN[key] ?? null);
    return text === null ? [] : [[key, text] as const];
  }));
}
