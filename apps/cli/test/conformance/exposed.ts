import { answerText, type Answered, type Asked } from './ask-all.ts';
import { peerText, type RecordedPeer } from './listing.ts';
import { canonical, EVERYTHING, portSetsText, type PortSets } from './port-sets.ts';

type RecordedExposed =
  | Extract<RecordedPeer, { readonly type: 'external' }>
  | { readonly type: 'entire-cluster' }
  | Representative;
interface Representative { readonly type: 'representative'; readonly namespace?: string; readonly namespaces?: 'all'; readonly namespaceSelectorText?: string; readonly pods?: 'all'; readonly podSelectorText?: string }
interface ExposedRow { readonly workload: Extract<RecordedPeer, { readonly type: 'workload' }>; readonly peer: RecordedExposed; readonly connText: string; readonly conn: { readonly all: boolean; readonly ports: PortSets } | null }

/**
 * What one recorded case says about pods that may come, about the outside, and of workloads that no policy selects.
 * A row by a port's name is not asked: no pod that may come declares ports yet.
 */
export interface RecordedExposure {
  readonly egress: readonly ExposedRow[];
  readonly ingress: readonly ExposedRow[];
  readonly unprotected: readonly { readonly workload: ExposedRow['workload']; readonly direction: 'egress' | 'ingress' }[];
}

type ExposureQuestion = Asked & { readonly about: string; readonly wanted: string; /** Where it is not the set that is wanted: what decides there. */ readonly leg?: 'egress' | 'ingress' };
interface Questions { readonly questions: readonly ExposureQuestion[]; readonly namespaces: readonly object[]; readonly leftOut: readonly string[] }

/** Every row as a question; a namespace with wanted labels is supposed beside the manifests. */
export function exposureQuestions(recorded: RecordedExposure): Questions {
  const questions: ExposureQuestion[] = []; const leftOut: string[] = [];
  const supposed = new Map<string, string>();
  for (const direction of ['egress', 'ingress'] as const) {
    for (const [workload, rows] of Map.groupBy(recorded[direction], (row) => peerText(row.workload))) {
      const ask = (peer: string, about: string, wanted: string): void => { questions.push({ src: direction === 'egress' ? workload : peer, dst: direction === 'egress' ? peer : workload, about, wanted }); };
      for (const row of rows) {
        if (hasNames(row)) leftOut.push('a named port that no pod declares');
        else if (row.peer.type === 'external') ask(peerText(row.peer), 'external', portSetsText(setOf(row)));
        else if (row.peer.type === 'representative') { const witness = witnessOf(row.peer); ask(witnessText(witness, supposed), 'representative', wantedBy(rows, witness)); }
      }
      // Asked where there is no row too: then nothing is open to a pod that no selector by equality means.
      if (!rows.some((row) => row.peer.type === 'entire-cluster' && hasNames(row))) ask(witnessText(ELSEWHERE, supposed), 'entire cluster', wantedBy(rows, ELSEWHERE));
    }
  }
  for (const { workload, direction: leg } of recorded.unprotected) {
    const [own, peer] = [peerText(workload), witnessText(ELSEWHERE, supposed)];
    const [src, dst] = leg === 'egress' ? [own, peer] : [peer, own];
    questions.push({ src, dst, protocol: 'TCP', port: 80, about: 'unprotected', wanted: 'DEFAULT_ALLOW', leg });
  }
  return { questions, leftOut, namespaces: [...supposed].map(([labels, name]) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: JSON.parse(labels) as object } })) };
}

/** What differs between the recorded rows and the answers. */
export const exposureMismatches = (questions: readonly ExposureQuestion[], answers: readonly Answered[]): readonly string[] => questions.flatMap(({ src, dst, about, wanted, leg }, index) => {
  const given = leg === undefined ? answerText(answers[index]) : answers[index]?.[leg].decidedBy.map(({ code }) => code).join();
  return given === wanted ? [] : [`${about}: ${src} -> ${dst}: ${given || 'nothing'}, recorded ${wanted || 'nothing'}`];
});

/** Supposed namespaces as a file. */
export const supposedText = (namespaces: readonly object[]): string => namespaces.map((namespace) => JSON.stringify(namespace)).join('\n---\n');

const hasNames = ({ connText, conn }: ExposedRow): boolean => conn === null || /(?:TCP|UDP|SCTP|,) ?[a-z]/.test(connText);
const setOf = ({ conn }: ExposedRow): PortSets => (conn === null ? {} : conn.all ? EVERYTHING : conn.ports);

/**
 * The recorded tool gives every selector a representative of its own that other selectors match by equality alone. A
 * pod with its labels is meant by all selectors that match them, so it is open to what they all have.
 */
function wantedBy(rows: readonly ExposedRow[], witness: Witness): string {
  const own = rows.filter(({ peer }) => peer.type === 'representative' && isMeant(peer, witness));
  const open = own.length > 0 ? own : rows.filter(({ peer }) => peer.type === 'entire-cluster');
  const sets: Record<string, (readonly [number, number])[]> = {};
  for (const row of open) for (const [protocol, ranges] of Object.entries(setOf(row))) sets[protocol] = [...(sets[protocol] ?? []), ...ranges];
  return portSetsText(canonical(sets));
}

/** A pod that may come: in a named namespace, or in one with these labels. */
interface Witness { readonly namespace: string | null; readonly namespaceLabels: Labels; readonly labels: Labels }
type Labels = Readonly<Record<string, string>>;
interface Requirement { readonly key: string; readonly op: string; readonly values: readonly string[] }

const ELSEWHERE: Witness = { namespace: null, namespaceLabels: {}, labels: {} };

const witnessOf = (peer: Representative): Witness => ({
  namespace: peer.namespace ?? null, namespaceLabels: fewestLabels(requirementsOf(peer.namespaceSelectorText)), labels: fewestLabels(requirementsOf(peer.podSelectorText)),
});

function witnessText({ namespace, namespaceLabels, labels }: Witness, supposed: Map<string, string>): string {
  const key = JSON.stringify(namespaceLabels);
  const place = namespace ?? supposed.get(key) ?? `supposed-${String(supposed.size + 1)}`;
  if (namespace === null) supposed.set(key, place);
  return `hypothetical:${place}{${Object.entries(labels).map((label) => label.join('=')).join()}}`;
}

function isMeant(peer: Representative, witness: Witness): boolean {
  if (peer.namespace !== undefined && peer.namespace !== witness.namespace) return false;
  return matches(requirementsOf(peer.namespaceSelectorText), witness.namespaceLabels) && matches(requirementsOf(peer.podSelectorText), witness.labels);
}

/** Reads a printed selector: `a=b,{Key:k,Operator:In,Values:[x y],}`. */
function requirementsOf(selector = ''): readonly Requirement[] {
  const expressions = [...selector.matchAll(/\{Key:([^,]*),Operator:([^,]*),Values:\[([^\]]*)\],\}/g)].map(([, key = '', op = '', values = '']) => ({ key, op, values: values.split(' ') }));
  const plain = selector.replace(/\{[^}]*\}/g, '').split(',').filter((part) => part.includes('=')).map((part) => { const [key = '', value = ''] = part.split('='); return { key, op: 'In', values: [value] }; });
  return [...plain, ...expressions];
}

const fewestLabels = (requirements: readonly Requirement[]): Labels => Object.fromEntries(requirements.filter(({ op }) => op === 'In' || op === 'Exists').map(({ key, op, values }) => [key, op === 'In' ? values[0] ?? '' : 'any']));

const matches = (requirements: readonly Requirement[], labels: Labels): boolean => requirements.every(({ key, op, values }) => {
  const value = labels[key];
  if (op === 'In') return value !== undefined && values.includes(value);
  if (op === 'NotIn') return value === undefined || !values.includes(value);
  return (op === 'Exists') === (value !== undefined);
});
