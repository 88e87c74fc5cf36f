import { endpointTable } from '../model/endpoints/collect.ts';
import { ENDPOINT_KINDS, FLAGS } from '../model/endpoints/columns.ts';
import type { Endpoints, Firewalls } from '../model/firewalls.ts';
import type { LabelExpression } from '../model/label-expression.ts';

/**
 * What the rules of either version can tell apart. Labels that no rule asks for, names of ports that none uses and
 * addresses that none separates cannot change an answer, so a Pod that came back with others is the same Pod.
 */
export interface Distinctions {
  readonly labelKeys: ReadonlySet<string>;
  readonly portNames: ReadonlySet<string>;
  /** Whether it can matter on which node a Pod runs: some rule asks for it, and Pods share the network of nodes. */
  readonly hasPlacement: boolean;
}

/** Each worked out when it is first asked for; O(rules). */
export function createDistinctions(...versions: readonly Firewalls[]): Distinctions {
  let named: ReturnType<typeof namedIn> | undefined; let isPlaced: boolean | undefined;
  return {
    get labelKeys() { return (named ??= namedIn(versions)).labelKeys; },
    get portNames() { return (named ??= namedIn(versions)).portNames; },
    get hasPlacement() { return isPlaced ??= versions.some(hasPlacement); },
  };
}

function namedIn(versions: readonly Firewalls[]): Pick<Distinctions, 'labelKeys' | 'portNames'> {
  const labelKeys = new Set<string>(); const portNames = new Set<string>();
  for (const { tiers } of versions) for (const tier of [...tiers.egress, ...tiers.ingress]) for (const rule of tier.rules) {
    addKeys(rule.own, labelKeys);
    if (rule.peers !== 'any') for (const { labels } of rule.peers) if (labels !== undefined) addKeys(labels, labelKeys);
    if (rule.traffic !== 'any') for (const item of rule.traffic) if (item.kind === 'named') portNames.add(item.name);
  }
  return { labelKeys, portNames };
}

const hasPlacement = ({ endpoints, tiers }: Firewalls): boolean => hasHostPods(endpoints)
  && [...tiers.egress, ...tiers.ingress].some((tier) => tier.rules.some(({ peers }) => peers !== 'any' && peers.some(({ host }) => host === 'local' || host === 'remote')));

function hasHostPods(endpoints: Endpoints): boolean {
  const { flags, kinds } = endpointTable(endpoints).columns;
  const node = ENDPOINT_KINDS.indexOf('node');
  return flags.some((flag, at) => (flag & FLAGS.isHost) !== 0 && kinds[at] !== node);
}

function addKeys(expression: LabelExpression, keys: Set<string>): void {
  switch (expression.op) {
    case 'all': case 'none': return;
    case 'in': case 'notIn': case 'exists': case 'missing': keys.add(expression.key); return;
    case 'and': case 'or': for (const part of expression.of) addKeys(part, keys); return;
    case 'not': addKeys(expression.of, keys);
  }
}
