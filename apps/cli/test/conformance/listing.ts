import { mergedRows, readAddresses, type AddressRow } from './address-rows.ts';
import { canonical, EVERYTHING, portSetsText, readPortSets, type PortSets } from './port-sets.ts';

export type RecordedPeer =
  | { readonly type: 'workload'; readonly namespace: string; readonly name: string; readonly kind: string }
  | { readonly type: 'external'; readonly from: string; readonly to: string }
  | { readonly type: 'symbolic' };

/** One recorded row of a whole list. */
export interface RecordedConnection {
  readonly src: RecordedPeer;
  readonly dst: RecordedPeer;
  readonly conn: { readonly all: boolean; readonly ports: PortSets };
}

/** One row of `postern list`. */
export interface ListedConnection { readonly from: string; readonly to: string; readonly allowed: string; readonly partial?: string; readonly undecided?: string }

const PREFIXES: Readonly<Record<string, string>> = {
  Deployment: 'deploy', StatefulSet: 'sts', DaemonSet: 'ds', ReplicaSet: 'rs', ReplicationController: 'rc', Job: 'job', CronJob: 'cronjob', Pod: 'pod',
};

/** A whole list in comparable form: one line a pair, ranges of addresses merged. */
export function recordedLines(connections: readonly RecordedConnection[], leftOut: ReadonlySet<string>): readonly string[] {
  const listing = new Listing(leftOut);
  for (const { src, dst, conn } of connections) {
    // The recorded tool adds a made-up ingress controller, which stands for no pod.
    if (src.type === 'symbolic' || dst.type === 'symbolic') continue;
    listing.add(peerText(src), peerText(dst), portSetsText(conn.all ? EVERYTHING : canonical(conn.ports)));
  }
  return listing.lines();
}

export function listedLines(connections: readonly ListedConnection[], leftOut: ReadonlySet<string>): readonly string[] {
  const listing = new Listing(leftOut);
  for (const { from, to, allowed, partial = '', undecided = '' } of connections) {
    const open = [`partly ${partial}`, `perhaps ${undecided}`].filter((part) => !part.endsWith(' '));
    listing.add(from, to, [portSetsText(readPortSets(allowed)), ...open].filter((part) => part !== '').join(' and '));
  }
  return listing.lines();
}

/** A recorded peer as a reference. */
export function peerText(peer: Exclude<RecordedPeer, { readonly type: 'symbolic' }>): string {
  return peer.type === 'external' ? `ip:${peer.from}-${peer.to}` : `${PREFIXES[peer.kind] ?? peer.kind}:${peer.namespace}/${peer.name}`;
}

/** Collects lines of pairs; ranges of addresses with equal text are merged. */
export class Listing {
  readonly #leftOut: ReadonlySet<string>;
  readonly #lines: string[] = [];
  readonly #ranges = new Map<string, AddressRow[]>();
  constructor(leftOut: ReadonlySet<string>) { this.#leftOut = leftOut; }

  add(from: string, to: string, ports: string): void {
    // The recorded tool leaves out what two replicas of one owner can do.
    if (ports === '' || from === to || this.#leftOut.has(from) || this.#leftOut.has(to)) return;
    if (from.startsWith('ip:')) this.#addRange(`-> ${to}`, from, ports);
    else if (to.startsWith('ip:')) this.#addRange(`<- ${from}`, to, ports);
    else this.#lines.push(`${from} -> ${to} ${ports}`);
  }

  lines(): readonly string[] {
    const ranged = [...this.#ranges].flatMap(([peer, rows]) => mergedRows(rows).map((row) => `${peer} : ${row}`));
    return [...this.#lines, ...ranged].sort();
  }

  #addRange(key: string, ref: string, ports: string): void {
    const addresses = readAddresses(ref.slice('ip:'.length));
    // The recorded tool knows IPv4 alone.
    if (addresses === undefined) return;
    const rows = this.#ranges.get(key) ?? [];
    rows.push({ first: addresses[0], last: addresses[1], ports });
    this.#ranges.set(key, rows);
  }
}

/** Lines of the one and not of the other, marked. */
export function lineMismatches(recorded: readonly string[], listed: readonly string[]): readonly string[] {
  const wanted = new Set(recorded); const given = new Set(listed);
  return [...recorded.filter((line) => !given.has(line)).map((line) => `recorded: ${line}`), ...listed.filter((line) => !wanted.has(line)).map((line) => `listed: ${line}`)];
}

/** `ns/name[Kind]`, as the index names workloads, to a reference. */
export function indexReference(text: string): string {
  const match = /^(.*)\/(.*)\[(.*)\]$/.exec(text);
  return match === null ? text : `${PREFIXES[match[3] ?? ''] ?? ''}:${match[1] ?? ''}/${match[2] ?? ''}`;
}
