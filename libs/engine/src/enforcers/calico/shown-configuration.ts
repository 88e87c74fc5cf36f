import type { Caveat } from '../../model/firewalls.ts';
import { isJsonObject } from '../../model/shape.ts';
import type { FelixConfigurationSpec, FelixFailsafePort } from '../../policies/calico/configuration.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { LocatedObject } from '../../resources/object.ts';
import { fieldOf, textOf } from '../../resources/observed/agent-container.ts';
import type { Snapshot } from '../../resources/snapshot.ts';

const AGENT = 'calico-node';

/** Variables of the agent by the field of a FelixConfiguration that they stand before. */
const VARIABLES = { defaultEndpointToHostAction: 'FELIX_DEFAULTENDPOINTTOHOSTACTION', failsafeInboundHostPorts: 'FELIX_FAILSAFEINBOUNDHOSTPORTS', failsafeOutboundHostPorts: 'FELIX_FAILSAFEOUTBOUNDHOSTPORTS' } as const;

type Key = keyof typeof VARIABLES;

/** What the code takes where it is told nothing; ports have the same default everywhere. */
const BUILT_IN: Readonly<Partial<Record<Key, string>>> = { defaultEndpointToHostAction: 'Drop' };

const portText = ({ protocol, port, net }: FelixFailsafePort): string => [protocol || 'tcp', ...(net ? [net] : []), String(port ?? 0)].join(':');

const portsText = (ports: readonly FelixFailsafePort[]): string => (ports.length === 0 ? 'none' : ports.map(portText).join(','));

/** Null where the field is absent, or nothing that Felix could decode. */
function fieldText(spec: FelixConfigurationSpec, key: Key): string | null {
  const value: unknown = spec[key];
  if (key === 'defaultEndpointToHostAction') return textOf(value) || null;
  return Array.isArray(value) && value.every(isJsonObject) ? portsText(value) : null;
}

/** The agent's literal variables; null where the input does not show the agent. */
function environment({ observed }: Snapshot<PolicyDocument>): Readonly<Record<string, unknown>> | null {
  const agent = [...observed.workloads, ...observed.pods].flatMap(({ agents }) => agents).find(({ name, environment: variables }) => name === AGENT && variables !== null);
  return agent?.environment ?? null;
}

const configurations = ({ observed }: Snapshot<PolicyDocument>): readonly LocatedObject[] => ['projectcalico.org', 'crd.projectcalico.org'].flatMap((group) => observed.objects.get(`${group}/FelixConfiguration`) ?? []);
function specOf({ value }: LocatedObject): FelixConfigurationSpec {
  const spec = fieldOf(value, 'spec');
  return isJsonObject(spec) ? spec : {};
}

/** The configuration that holds where none stands before it for a node; null where the input does not show it. */
function clusterWide(snapshot: Snapshot<PolicyDocument>): FelixConfigurationSpec | null {
  const found = configurations(snapshot).find(({ name }) => name === 'default');
  return found === undefined ? null : specOf(found);
}

/** What is to be said where some nodes have settings of their own that no variable goes before: answers do not go by them. */
export function scopedConfigurations(snapshot: Snapshot<PolicyDocument>): readonly Caveat[] {
  const variables = environment(snapshot);
  const scoped = configurations(snapshot).filter((object) => object.name !== 'default' && (Object.keys(VARIABLES) as Key[]).some((key) => !variables?.[VARIABLES[key]] && fieldText(specOf(object), key) !== null));
  if (scoped.length === 0) return [];
  const names = [...new Set(scoped.map(({ name }) => name))].sort();
  return [{
    code: 'SETTINGS_ASSUMED', resources: scoped.map(({ group, kind, name }) => ({ group, kind, namespace: '', name })),
    message: `Some nodes have settings of their own (FelixConfiguration ${names.join(', ')}); what hosts send and receive there is judged by those of the whole cluster all the same.`,
  }];
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
