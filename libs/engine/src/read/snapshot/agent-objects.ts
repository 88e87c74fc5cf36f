import type { Diagnostic } from '../../model/diagnostic.ts';
import { parseConfigMap, type ConfigMap } from '../../resources/config-map.ts';
import { parseLocalRedirect, type LocalRedirect } from '../../resources/local-redirect.ts';
import { parseNodeSettings, type NodeSettings } from '../../resources/node-settings.ts';
import type { LocatedObject } from '../../resources/object.ts';
import { parseCiliumEndpoint, parseCiliumEndpointSlice, parseCiliumIdentity, type RecordedIdentity, type RecordedPod } from '../../resources/recorded-identity.ts';

/** What agents are told, and what they have recorded. */
export interface AgentObjects {
  readonly configMaps: ConfigMap[]; readonly recordedPods: RecordedPod[]; readonly recordedIdentities: RecordedIdentity[]; readonly nodeSettings: NodeSettings[]; readonly localRedirects: LocalRedirect[];
}

export const noAgentObjects = (): AgentObjects => ({ configMaps: [], recordedPods: [], recordedIdentities: [], nodeSettings: [], localRedirects: [] });

function push<T>(list: T[], item: T | null): void {
  if (item !== null) list.push(item);
}

/** Takes the object where it is of such a kind, and says whether it is; refused ones are left out. */
export function parseAgentObject(object: LocatedObject, into: AgentObjects, diagnostics: Diagnostic[]): boolean {
  switch (object.kind) {
    case 'ConfigMap': push(into.configMaps, parseConfigMap(object, diagnostics)); return true;
    case 'CiliumEndpoint': push(into.recordedPods, parseCiliumEndpoint(object, diagnostics)); return true;
    case 'CiliumEndpointSlice': into.recordedPods.push(...parseCiliumEndpointSlice(object, diagnostics)); return true;
    case 'CiliumIdentity': push(into.recordedIdentities, parseCiliumIdentity(object, diagnostics)); return true;
    case 'CiliumNodeConfig': push(into.nodeSettings, parseNodeSettings(object, diagnostics)); return true;
    case 'CiliumLocalRedirectPolicy': push(into.localRedirects, parseLocalRedirect(object, diagnostics)); return true;
    default: return false;
  }
}
