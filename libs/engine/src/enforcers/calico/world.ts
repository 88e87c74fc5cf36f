import { NAMESPACE_KEY } from '../../model/effective-labels.ts';
import type { Endpoint } from '../../model/firewalls.ts';
import type { Labels } from '../../model/label-expression.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { createDerivedKeys, portsText } from './derived-keys.ts';
import { namespacePart } from './endpoints.ts';
import type { EntityWorld } from './entities.ts';
import { effectiveKey } from './label-keys.ts';
import type { RuleWorld } from './lower-rule.ts';
import { addressesOfTexts, createResolver, type LabelledAddresses } from './network-sets.ts';
import type { CalicoRelease } from './release.ts';
import type { CalicoSettings } from './settings.ts';

/** What every policy is read against. */
export interface CalicoWorld extends RuleWorld, EntityWorld { readonly release: CalicoRelease; readonly settings: CalicoSettings }

export function calicoWorld(snapshot: Snapshot<PolicyDocument>, endpoints: readonly Endpoint[], release: CalicoRelease, settings: CalicoSettings): CalicoWorld {
  const derived = createDerivedKeys();
  return {
    release, settings, derived, slices: snapshot.endpointSlices, resolve: createResolver(othersIn(snapshot), derived),
    names: { keyOf: derived.ports, textsOf: portTexts(endpoints) },
  };
}

/** The ports that names come to at endpoints, looked up once for each pair of lists. */
function portTexts(endpoints: readonly Endpoint[]): CalicoWorld['names']['textsOf'] {
  const distinct = [...new Map(endpoints.map(({ ports }) => [JSON.stringify(ports), ports])).values()];
  const known = new Map<string, readonly string[]>();
  return (wanted, refused) => {
    const key = JSON.stringify([wanted, refused]);
    const found = known.get(key) ?? [...new Set(distinct.flatMap((ports) => portsText(ports, wanted, refused) ?? []))].sort();
    known.set(key, found);
    return found;
  };
}

/** Network sets, and host endpoints as far as they say their addresses. */
function othersIn({ policies, namespaces }: Snapshot<PolicyDocument>): readonly LabelledAddresses[] {
  return policies.flatMap((policy): readonly LabelledAddresses[] => {
    if (policy.api === 'calico-network-set' && policy.manifest !== null) {
      const { labels, nets, isGlobal } = policy.manifest;
      const namespace = namespaces.get(policy.namespace);
      const around = isGlobal ? {} : namespacePart(policy.namespace, namespace === undefined || namespace.isSynthesised ? undefined : namespace.labels);
      // What a set says of its namespace's labels itself goes before them; the namespace is never its own to say.
      return [{ labels: { ...around, ...ownLabels(labels), ...(!isGlobal && { [NAMESPACE_KEY]: policy.namespace }) }, addresses: addressesOfTexts(nets) }];
    }
    if (policy.api === 'calico-host-endpoint' && policy.manifest !== null) {
      const { labels, expectedIPs } = policy.manifest;
      return [{ labels: ownLabels(labels), addresses: addressesOfTexts(expectedIPs) }];
    }
    return [];
  });
}

/** Labels under the keys that selectors look them up by. */
export const ownLabels = (labels: Labels): Labels => Object.fromEntries(Object.entries(labels).map(([key, value]) => [effectiveKey(key), value]));

