import { isNoAddress, NO_ADDRESSES, uniteAddresses, type AddressSet } from '../../model/address.ts';
import { connections, EMPTY, union, type FamilyMask } from '../../model/connection-set.ts';
import { NAMESPACE_KEY } from '../../model/effective-labels.ts';
import { allOf, type LabelExpression } from '../../model/label-expression.ts';
import type { CalicoAccounts, CalicoEntity, CalicoServiceMatch } from '../../policies/calico/manifest.ts';
import { selectorIn } from './selector-text.ts';
import type { EndpointSlice } from '../../resources/kinds.ts';
import type { ServiceTarget, Side } from './backend.ts';
import type { DerivedKeys } from './derived-keys.ts';
import { ACCOUNT_KEY } from './label-keys.ts';
import { addressesOfText, addressesOfTexts, type Resolve } from './network-sets.ts';
import { portsOf } from './protocols.ts';
import { expressionOf, GLOBAL, NAMESPACED, negated } from './selectors.ts';
import type { CalicoSettings } from './settings.ts';

/** What one end of a rule is read against. */
export interface EntityWorld {
  readonly derived: DerivedKeys;
  readonly resolve: Resolve;
  readonly slices: readonly EndpointSlice[];
  readonly settings: Pick<CalicoSettings, 'servicesWithoutNamespace'>;
}

/** One end of a rule, and the families that its prefixes leave. `namespace` is the policy's, null for a global one. */
export function sideOf(entity: CalicoEntity | null | undefined, namespace: string | null, world: EntityWorld): { readonly side: Side; readonly families: FamilyMask } {
  const { nets, notNets, ports, notPorts, services } = entity ?? {};
  const [inside, outside] = [addressesIn(nets), addressesIn(notNets)];
  return {
    side: {
      ...labelledOf(entity ?? {}, namespace, world), nets: inside, notNets: outside, ports: portsOf(ports), notPorts: portsOf(notPorts),
      services: services ? targetsOf(services, namespace, world) : null,
    },
    families: (familiesOf(inside) & familiesOf(outside)) as FamilyMask,
  };
}

/** Null where the list asks for nothing: what cannot be read is not there. */
function addressesIn(texts: readonly string[] | null | undefined): AddressSet | null {
  const readable = (texts ?? []).filter((text) => addressesOfText(text) !== undefined);
  return readable.length === 0 ? null : addressesOfTexts(readable);
}

/** A list of prefixes of one family takes the rule out of the other. */
const familiesOf = (set: AddressSet | null): FamilyMask => (set === null ? 3 : isNoAddress(set) ? 0 : ((set.ipv4.length > 0 ? 1 : 0) | (set.ipv6.length > 0 ? 2 : 0)) as FamilyMask);

function labelledOf(entity: CalicoEntity, namespace: string | null, { derived, resolve }: EntityWorld): Pick<Side, 'labelled' | 'notLabelled'> {
  const positive = positiveOf(entity, namespace, derived);
  const refused = entity.notSelector ? expressionOf(selectorIn(entity.notSelector), derived) : null;
  if (positive !== null) return { labelled: resolve(refused === null ? positive : allOf(positive, negated(refused))), notLabelled: null };
  return { labelled: null, notLabelled: refused === null ? null : resolve(refused) };
}

/** What has to hold of labels; null where nothing is asked, so that every address is meant. */
function positiveOf({ selector, notSelector, namespaceSelector, serviceAccounts }: CalicoEntity, namespace: string | null, derived: DerivedKeys): LabelExpression | null {
  const asked = [...accountParts(serviceAccounts ?? {}, derived), ...(selector ? [expressionOf(selectorIn(selector), derived)] : [])];
  if (namespaceSelector) return allOf(expressionOf(selectorIn(namespaceSelector), derived, 'pcns.', { all: NAMESPACED, global: GLOBAL }), ...asked);
  if (namespace !== null && (asked.length > 0 || notSelector)) return allOf({ op: 'in', key: NAMESPACE_KEY, values: [namespace] }, ...asked);
  return asked.length === 0 ? null : allOf(...asked);
}

function accountParts({ names, selector }: CalicoAccounts, derived: DerivedKeys): readonly LabelExpression[] {
  return [...(names && names.length > 0 ? [{ op: 'in', key: ACCOUNT_KEY, values: names } as const] : []), ...(selector ? [expressionOf(selectorIn(selector), derived, 'pcsa.')] : [])];
}

/** What slices say of a Service, ready or not. Without a namespace none is found, unless a question asks for the documented meaning. */
function targetsOf({ name, namespace }: CalicoServiceMatch, own: string | null, { slices, settings }: EntityWorld): readonly ServiceTarget[] {
  const wanted = namespace || (settings.servicesWithoutNamespace === 'policy-namespace' ? own : null);
  return slices.filter((slice) => slice.namespace === wanted && slice.serviceName === name).map(({ endpoints, ports }) => ({
    addresses: uniteAddresses(NO_ADDRESSES, ...endpoints.flatMap(({ addresses }) => addresses).flatMap((text) => addressesOfText(text) ?? [])),
    connections: ports.map(({ protocol, port }) => (port === null ? EMPTY : connections(protocol, port))).reduce(union, EMPTY),
  }));
}
