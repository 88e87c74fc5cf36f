import type { Grouping } from '@postern/engine';
import type { PeerFilterAsk } from '../../analysis/data/peers-data.ts';
import type { TrafficAsk } from '../../analysis/data/reachability-data.ts';
import type { Under } from '../../analysis/view-key.ts';
import type { Granularity } from '../../platform/graphql/enums.ts';
import { Problem } from '../../platform/problems/problem.ts';
import type { PeerFilter, TrafficInput, UnderInput } from './question.types.ts';

const GROUPING: Readonly<Record<keyof typeof Granularity, Grouping>> = { NAMESPACE: 'namespace', WORKLOAD: 'workload', POD: 'pod' };
export const groupingOf = (granularity: keyof typeof Granularity): Grouping => GROUPING[granularity];

/** The traffic of an input in the one notation of questions. */
export function trafficAsk(input: TrafficInput | null | undefined): TrafficAsk {
  const { sourcePort, family } = input ?? {};
  const text = trafficText(input ?? {});
  // The set of every port tells the families apart by itself; an answer about both would not be what was asked for.
  if (text === 'any' && present(sourcePort, family).length > 0) throw new Problem('VALIDATION_FAILED', 'a family or a source port stands beside a protocol', [{ path: 'traffic.protocol', message: 'is missing' }]);
  return {
    text, ...(sourcePort === null || sourcePort === undefined ? {} : { sourcePort }),
    ...(family === null || family === undefined ? {} : { family: family === 'IPV4' ? 4 as const : 6 as const }),
  };
}

function trafficText({ protocol, port, endPort, namedPort, icmpType, icmpCode, protocolNumber }: TrafficInput): string {
  const typed = present(icmpType, icmpCode);
  const [number] = present(protocolNumber);
  const wanted = protocol ?? null;
  if (wanted === null) return withoutProtocol(number, present(port, endPort, namedPort, ...typed).length);
  if (wanted === 'OTHER') return `proto/${number ?? ''}`;
  const isIcmp = wanted === 'ICMP' || wanted === 'ICMPV6';
  return [wanted.toLowerCase(), ...(isIcmp ? typed : ports({ port: port ?? null, endPort: endPort ?? null, namedPort: namedPort ?? null }))].join('/');
}

function withoutProtocol(number: string | undefined, details: number): string {
  if (details > 0) throw new Problem('VALIDATION_FAILED', 'a port or a type needs a protocol', [{ path: 'traffic.protocol', message: 'is missing' }]);
  return number === undefined ? 'any' : `proto/${number}`;
}

const present = (...values: readonly (number | string | null | undefined)[]): readonly string[] => values.flatMap((value) => (value === null || value === undefined ? [] : [String(value)]));

function ports({ port, endPort, namedPort }: { readonly port: number | null; readonly endPort: number | null; readonly namedPort: string | null }): readonly string[] {
  if (namedPort !== null) return [namedPort];
  if (port === null) return [];
  return [endPort === null ? String(port) : `${String(port)}-${String(endPort)}`];
}

/** Whom a question names; what it names is checked where it is used. */
export function underOf(under: UnderInput | null | undefined): Under {
  const { as, version, settings } = under ?? {};
  if (!as && version) throw new Problem('VALIDATION_FAILED', 'a release needs the enforcer that it is of', [{ path: 'under.as', message: 'is missing' }]);
  return { enforcer: as ? { name: as, version: version ?? null } : null, settings: Object.fromEntries((settings ?? []).map(({ key, value }) => [key, value])) };
}

export function filterAsk(filter: PeerFilter | null | undefined): PeerFilterAsk {
  return Object.fromEntries(Object.entries(filter ?? {}).filter(([, value]) => value !== null && value !== undefined));
}
