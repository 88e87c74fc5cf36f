import type { View } from '../compile/view.ts';
import { isEndpointTable } from '../model/endpoints/table.ts';
import { textAt } from '../model/endpoints/texts.ts';
import type { LabelExpression, Labels } from '../model/label-expression.ts';
import { matchesLabels } from '../model/label-expression.ts';
import type { Grouping, Selection } from '../model/question.ts';
import { groupPeers, type PeerGroups } from '../query/peer-groups.ts';
import { resolveEndpoint } from '../references/resolve-endpoint.ts';
import type { ControllerClass, Gateway } from '../resources/gateway-kinds.ts';
import type { Service } from '../resources/kinds.ts';
import type { Snapshot } from '../resources/snapshot.ts';

/** Everything that finding the ways in from outside looks at. */
export interface Scene {
  readonly view: View;
  readonly snapshot: Snapshot<unknown>;
  readonly peers: PeerGroups;
  readonly internet: Selection;
  /** By `namespace/name`. */
  readonly services: ReadonlyMap<string, Service>;
  readonly gateways: ReadonlyMap<string, Gateway>;
  readonly gatewayClasses: ReadonlyMap<string, ControllerClass>;
}

export function sceneOf(view: View, snapshot: Snapshot<unknown>, groupBy: Grouping): Scene {
  return {
    view, snapshot, peers: groupPeers(view, groupBy, null), internet: resolveEndpoint(view, 'internet'),
    services: new Map(snapshot.services.map((service) => [`${service.namespace}/${service.name}`, service])),
    gateways: new Map(snapshot.gateways.map((gateway) => [`${gateway.namespace}/${gateway.name}`, gateway])),
    gatewayClasses: new Map(snapshot.gatewayClasses.map((each) => [each.name, each])),
  };
}

/** Positions among the endpoints, by reference, of those of some references that are there. `namespaces` are the ones that they are in. */
export function positionsOf({ view: { firewalls: { endpoints } } }: Scene, refs: ReadonlySet<string>, namespaces: ReadonlySet<string>): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const put = (ref: string, index: number): void => { if (refs.has(ref)) found.set(ref, index); };
  if (!isEndpointTable(endpoints)) for (const { ref, index } of endpoints) put(ref, index);
  else if (refs.size > 0) {
    const { words, refs: texts, namespaces: wordOf, count } = endpoints.columns; const near: (boolean | undefined)[] = [];
    const isNear = (word: number): boolean => near[word] ??= namespaces.has(textAt(words, word));
    for (let index = 0; index < count; index += 1) if (isNear(wordOf[index] ?? 0)) put(textAt(texts, index), index);
  }
  return found;
}

/** The pods whose own labels are all of these, in one namespace or in any. */
export function podsWithLabels({ view }: Scene, wanted: Labels, namespace: string | null = null): readonly number[] {
  const entries = Object.entries(wanted);
  return view.firewalls.endpoints.flatMap(({ index, labels, namespace: own }) => ((namespace === null || own === namespace) && entries.every(([key, value]) => labels[key] === value) ? [index] : []));
}

/** Whether a namespace's labels match; one without an object has its name alone. */
export const isNamespaceSelected = ({ snapshot }: Scene, namespace: string, expression: LabelExpression): boolean => matchesLabels(expression, snapshot.namespaces.get(namespace)?.labels ?? {});
