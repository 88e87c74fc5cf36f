import type { Diagnostic } from '../model/diagnostic.ts';
import { checkSelector } from '../model/manifest/check-selector.ts';
import { LABEL_SELECTOR_SHAPE, type LabelSelector } from '../model/manifest/label-selector.ts';
import type { Shape } from '../model/shape.ts';
import { checkedValue } from './checked-object.ts';
import { keptKeys } from './config-map.ts';
import { METADATA_SHAPE } from './metadata.ts';
import type { LocatedObject } from './object.ts';

/** Settings that an agent has on some nodes only: they go before those of its ConfigMap. */
export interface NodeSettings { readonly namespace: string; readonly name: string; readonly nodes: LabelSelector; readonly data: Readonly<Record<string, string>> }

/** What is kept of a CiliumNodeConfig: the keys that are kept of the ConfigMap, and no other. */
export const CILIUM_NODE_CONFIG_SHAPE: Shape = {
  fields: {
    apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE,
    spec: { fields: { nodeSelector: LABEL_SELECTOR_SHAPE, defaults: { fields: Object.fromEntries(keptKeys('cilium-config').map((key) => [key, 'string' as const])) } } },
  },
};

interface Json { readonly spec?: { readonly nodeSelector?: LabelSelector | null; readonly defaults?: Readonly<Record<string, string | null>> | null } | null }

/** Reads a CiliumNodeConfig; null where it is refused. */
export function parseNodeSettings(object: LocatedObject, diagnostics: Diagnostic[]): NodeSettings | null {
  const json = checkedValue<Json>(object, CILIUM_NODE_CONFIG_SHAPE, diagnostics, ({ spec }, refuse) => {
    if (spec?.nodeSelector) checkSelector(spec.nodeSelector, '/spec/nodeSelector', (pointer, _, message) => { refuse(pointer, message); });
  });
  if (json === null) return null;
  const data = Object.fromEntries(Object.entries(json.spec?.defaults ?? {}).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const])));
  return { namespace: object.namespace, name: object.name, nodes: json.spec?.nodeSelector ?? {}, data };
}
