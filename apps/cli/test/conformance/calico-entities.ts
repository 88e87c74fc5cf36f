import { LIVE, podManifest, type Manifest } from './calico-objects.ts';

/** One end of a rule, and the selector that upstream makes of it. */
export interface EntityRow { readonly policyNamespace: string; readonly entity: Manifest & { readonly notSelector?: string }; readonly out: string }

/** The same rule written as it came and as upstream reads it: both have to let the same ends in. */
export interface EntityCase { readonly id: string; readonly asWritten: readonly Manifest[]; readonly asRead: readonly Manifest[]; readonly lines: readonly string[] }

const NAMESPACES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  namespace: { key: 'value', nskey: 'nsvalue' }, namespace1: { namespacelabel1: 'value1', key: 'other' }, namespace2: { namespacelabel1: 'value2' }, red: { namespace: 'red', nskey: 'nsvalue', key: 'value' },
};
const ACCOUNTS: Readonly<Record<string, Readonly<Record<string, string>>>> = { sa1: { key: 'value1' }, sa2: { key: 'value2' }, sa3: { key: 'value2' } };
const LABELS = ['foo', 'mylabel', 'label1', 'label2', 'label3'];

interface Peer { readonly reference: string; readonly object: Manifest }

/** A pod for each namespace, account and choice of labels, and a set for each choice. */
const PEERS: readonly Peer[] = Object.keys(NAMESPACES).flatMap((namespace, i) => Object.keys(ACCOUNTS).flatMap((serviceAccount, j) => Array.from({ length: 4 }, (_, k): Peer => {
  const labels = Object.fromEntries(LABELS.filter((__, at) => ((k * 7 + i + j) >> at) % 2 === 1).map((label) => [label, 'value1']));
  const name = `${serviceAccount}-${String(k)}`;
  return { reference: `pod:${namespace}/${name}`, object: podManifest({ namespace, name, ip: `10.${String(i)}.${String(j)}.${String(k + 1)}`, labels, serviceAccount }) };
})));
const SETS: readonly Peer[] = LABELS.map((label, index) => ({ reference: `ip:203.0.113.${String(index)}`, object: { apiVersion: LIVE, kind: 'GlobalNetworkSet', metadata: { name: label, labels: { [label]: 'value1' } }, spec: { nets: [`203.0.113.${String(index)}/32`] } } }));

const SUBJECT = 'subject';

function cast(namespace: string): readonly Manifest[] {
  return [
    ...Object.entries(NAMESPACES).map(([name, labels]) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })),
    ...Object.keys(NAMESPACES).flatMap((each) => Object.entries(ACCOUNTS).map(([name, labels]) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace: each, name, labels } }))),
    ...[...PEERS, ...SETS].map(({ object }) => object), podManifest({ namespace, name: SUBJECT, ip: '10.200.0.1', labels: { [SUBJECT]: '' } }),
  ];
}

const admitting = (source: Manifest, namespace: string): Manifest => ({
  apiVersion: LIVE, kind: namespace === '' ? 'GlobalNetworkPolicy' : 'NetworkPolicy', metadata: { name: 'p', ...(namespace !== '' && { namespace }) },
  spec: { selector: `has(${SUBJECT})`, types: ['Ingress'], ingress: [{ action: 'Allow', protocol: 'TCP', source }] },
});

/** A selector that is none upstream, where only texts are compared, is written as it was meant. */
const meant = (text: string): string => text.replaceAll(/(\w+) = (\w+)/g, "$1 == '$2'");

export const entityCases = (rows: readonly EntityRow[]): readonly EntityCase[] => rows.map(({ policyNamespace, entity, out }) => {
  const namespace = policyNamespace || 'namespace';
  const { notSelector, ports } = entity as { readonly notSelector?: string; readonly ports?: unknown };
  const written = Object.fromEntries(Object.entries(entity).map(([key, value]) => [key, typeof value === 'string' ? meant(value) : value]));
  const read = { ...(out !== '' && { selector: meant(out) }), ...(notSelector !== undefined && { notSelector }), ...(ports !== undefined && { ports }) };
  return {
    id: `${policyNamespace || 'global'} ${JSON.stringify(entity)}`, asWritten: [...cast(namespace), admitting(written, policyNamespace)], asRead: [...cast(namespace), admitting(read, '')],
    lines: [...PEERS, ...SETS, { reference: 'ip:198.51.100.9' }].map(({ reference }, index) => `${JSON.stringify({ id: String(index), src: reference, dst: `pod:${namespace}/${SUBJECT}`, protocol: 'TCP', port: 80, sourcePort: 80 })}\n`),
  };
});
