import type { Diagnostic } from '../model/diagnostic.ts';
import type { Shape } from '../model/shape.ts';
import { checkedValue } from './checked-object.ts';
import { canonicalAddresses } from './ip-text.ts';
import type { Node } from './kinds.ts';
import { METADATA_SHAPE, type MetadataJson } from './metadata.ts';
import type { LocatedObject } from './object.ts';

/** What is kept of a Node. */
export const NODE_SHAPE: Shape = {
  fields: {
    apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE, spec: { fields: { podCIDR: 'string', podCIDRs: { list: 'string' } } },
    status: { fields: { addresses: { list: { fields: { type: 'string', address: 'string' } } }, conditions: { list: { fields: { type: 'string', status: 'string' } } } } },
  },
};

interface ConditionJson { readonly type?: string | null; readonly status?: string | null }

interface NodeJson {
  readonly metadata?: MetadataJson | null;
  readonly spec?: { readonly podCIDR?: string | null; readonly podCIDRs?: readonly string[] | null } | null;
  readonly status?: {
    readonly addresses?: readonly { readonly type?: string | null; readonly address?: string | null }[] | null;
    readonly conditions?: readonly ConditionJson[] | null;
  } | null;
}

/** Null where the node reports nothing about it. */
function isReady(conditions: readonly ConditionJson[] | null | undefined): boolean | null {
  const status = conditions?.find((condition) => condition.type === 'Ready')?.status;
  return status === undefined || status === null ? null : status === 'True';
}

/** Reads a Node; null where it is refused. Of its addresses, InternalIP and ExternalIP count (PD-19). */
export function parseNode(object: LocatedObject, diagnostics: Diagnostic[]): Node | null {
  let node: Node | null = null;
  const json = checkedValue<NodeJson>(object, NODE_SHAPE, diagnostics, ({ metadata, spec, status }, _refuse, leaveOut) => {
    const counted = (status?.addresses ?? []).map((item) => (item.type === 'InternalIP' || item.type === 'ExternalIP' ? item.address : null));
    node = {
      name: object.name, labels: metadata?.labels ?? {},
      addresses: canonicalAddresses(counted, (index) => { leaveOut(`/status/addresses/${String(index)}/address`, 'an IP address is expected'); }),
      podCIDRs: spec?.podCIDRs ?? (spec?.podCIDR ? [spec.podCIDR] : []),
      isReady: isReady(status?.conditions), source: object.source,
    };
  });
  return json === null ? null : node;
}
