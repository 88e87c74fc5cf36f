import { parseAddress } from '../model/address.ts';
import { connectionText, parseConnectionText } from '../model/connection-text.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Firewalls } from '../model/firewalls.ts';
import { invariant } from '../model/invariant.ts';
import type { PairEnd, TrafficQuestion } from '../model/question.ts';
import type { Trace } from '../model/trace.ts';
import type { Verdict } from '../model/verdict.ts';
import { lowerReference } from '../enforcers/reference/lower.ts';
import { explainBounds } from '../explain/bounds.ts';
import { explainPair } from '../explain/explain-pair.ts';
import { buildSnapshot } from '../read/snapshot/build-snapshot.ts';
import { readTexts } from '../read/session.ts';

/**
 * Two namespaces and their pods: `shop` (team blue) with web, db and api, `lab` (team red) with web and job.
 * All have an IPv4 address and run on node n1, except lab/job on n2.
 */
export const CAST = `
{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: blue, kubernetes.io/metadata.name: shop}}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: lab, labels: {team: red, kubernetes.io/metadata.name: lab}}}
---
{apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 172.18.0.1}]}}
---
{apiVersion: v1, kind: Node, metadata: {name: n2}, status: {addresses: [{type: InternalIP, address: 172.18.0.2}]}}
---
${pod('shop/web', { labels: 'app: web, tier: ""', ip: '10.0.1.1' })}
---
${pod('shop/db', { labels: 'app: db', ip: '10.0.1.2', ports: '{name: sql, containerPort: 5432}' })}
---
${pod('shop/api', { labels: 'app: api', ip: '10.0.1.3', ports: '{name: http, containerPort: 8080}, {name: dns, containerPort: 53, protocol: UDP}' })}
---
${pod('lab/web', { labels: 'app: web', ip: '10.0.2.1' })}
---
${pod('lab/job', { labels: 'run: job', ip: '10.0.2.2', node: 'n2', ports: '{name: http, containerPort: 9090}' })}
`;

export interface PodFacts { readonly labels?: string; readonly ip?: string; readonly ips?: readonly string[]; readonly ports?: string; readonly node?: string; readonly spec?: string; readonly phase?: string; readonly metadata?: string; readonly hostIP?: string }

/** A Pod as one line of flow YAML; running on n1 unless told. */
export function pod(ref: string, facts: PodFacts = {}): string {
  const [namespace = '', name = ''] = ref.split('/');
  const { labels, ports, node, spec, phase, metadata, hostIP } = { labels: '', ports: '', node: 'n1', spec: '', phase: 'Running', metadata: '', hostIP: '172.18.0.1', ...facts };
  const addresses = facts.ips ?? (facts.ip === undefined ? [] : [facts.ip]);
  const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');
  const status = joined(`phase: ${phase}`, `hostIP: ${hostIP}`, `podIPs: [${addresses.map((address) => `{ip: '${address}'}`).join(', ')}]`);
  const containers = `containers: [{name: main, image: example.invalid/app, ports: [${ports}]}]`;
  return `{apiVersion: v1, kind: Pod, metadata: {${joined(`namespace: ${namespace}`, `name: ${name}`, `labels: {${labels}}`, metadata)}}, spec: {${joined(node === '' ? '' : `nodeName: ${node}`, spec, containers)}}, status: {${status}}}`;
}

/** A NetworkPolicy; `spec` is flow YAML without the braces. */
export function policy(ref: string, spec: string): string {
  const [namespace = '', name = ''] = ref.split('/');
  return `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: ${namespace}, name: ${name}}, spec: {${spec}}}`;
}

/** Firewalls made of YAML, and short questions about them. */
export interface World {
  readonly firewalls: Firewalls;
  readonly diagnostics: readonly Diagnostic[];
  /** Ends are `shop/web` for a pod, any other reference in full, or an address; traffic is connection text, or `name/protocol` for a named port. */
  readonly verdict: (from: string, to: string, traffic: string) => Verdict;
  readonly explain: (from: string, to: string, traffic: string | null) => Trace;
  /** Everything that is surely allowed, and what is perhaps allowed besides, as connection text over both families. */
  readonly set: (from: string, to: string) => string;
  readonly maybe: (from: string, to: string) => string;
}

/** Reads, lowers and asks: the whole way from text to answers. */
export function world(yaml: readonly string[], settings: Readonly<Record<string, string>> = {}, lower: typeof lowerReference = lowerReference): World {
  const read = readTexts([{ file: 'world.yaml', text: yaml.join('\n---\n') }]);
  const { snapshot, diagnostics } = buildSnapshot(read.objects, read.coverage);
  const firewalls = lower(snapshot, settings);
  const bounds = (from: string, to: string): ReturnType<typeof explainBounds> => explainBounds(firewalls, end(firewalls, from), end(firewalls, to));
  const explain: World['explain'] = (from, to, traffic) => explainPair(firewalls, end(firewalls, from), end(firewalls, to), traffic === null ? null : question(traffic));
  return {
    firewalls, diagnostics: [...read.diagnostics, ...diagnostics], explain,
    verdict: (from, to, traffic) => explain(from, to, traffic).verdict,
    set: (from, to) => connectionText(bounds(from, to).surely),
    maybe: (from, to) => connectionText(bounds(from, to).possibly),
  };
}

function end(firewalls: Firewalls, text: string): PairEnd {
  const address = parseAddress(text);
  if (address !== undefined) return { kind: 'address', address };
  const ref = text.includes(':') ? text : `pod:${text}`;
  const index = firewalls.endpoints.findIndex((endpoint) => endpoint.ref === ref);
  invariant(index >= 0, 'E-D3F0', `no ${ref} among ${firewalls.endpoints.map((endpoint) => endpoint.ref).join(', ')}`);
  return { kind: 'endpoint', index };
}

function question(text: string): TrafficQuestion {
  const named = /^([a-z-]+)\/(TCP|UDP|SCTP)$/.exec(text);
  if (named !== null) return { kind: 'named', name: named[1] ?? '', protocol: named[2] as 'TCP', text };
  const connections = parseConnectionText(text);
  invariant(connections !== undefined, 'E-77A4', `no connections: ${text}`);
  return { kind: 'fixed', connections, text };
}
