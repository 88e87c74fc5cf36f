import type { Storage } from '@postern/db';
import { analyse } from '@postern/engine';
import type { Coverage, EnforcementAssessment, Finding, Firewalls, LocatedObject, PolicyDocument, ReadResult, Snapshot, View } from '@postern/engine';
import { factsOfSnapshot } from './stored/cluster-facts.ts';
import type { ClusterFacts } from './stored/cluster-facts.ts';
import type { ViewKey } from './view-key.ts';

/** A version of a cluster, ready to be asked. */
export interface LoadedView {
  readonly key: ViewKey;
  /** Like the objects and findings below, only in a view that was compiled from its objects; one from storage wants them read first. */
  readonly snapshot: Snapshot<PolicyDocument>;
  readonly coverage: Coverage;
  /** What descriptions say of pods, nodes and namespaces. */
  readonly facts: ClusterFacts;
  /** Memory that it takes before anything is asked, as an estimate; see `memoryOf`. */
  readonly bytes: number;
  /** The stored objects behind the policies, for their text. */
  readonly policyObjects: readonly LocatedObject[];
  readonly firewalls: Firewalls;
  readonly view: View;
  /** Answers that pages share, by question; see `remember`. */
  readonly answers: Map<string, unknown>;
  readonly assessment: EnforcementAssessment;
  /** The same version under those who enforce it; null where nobody is known to. Made when a question first needs it. */
  readonly enforced: LoadedView | null;
  readonly isEnforcementKnown: boolean;
  /** Mistakes that only show under those who enforce it. Looked for when a question first needs them. */
  readonly enforcedFindings: readonly Finding[];
}

/** Objects, snapshot and view together, for each character of the objects as JSON. */
const BYTES_PER_CHARACTER = 6;

/** Reads a version from the database and compiles it. Seconds for the largest clusters, so it happens in a thread. */
export async function loadView(storage: Storage, key: ViewKey): Promise<LoadedView> {
  const record = await storage.snapshots.resolve(key.clusterId, { kind: 'sequence', sequence: key.sequence });
  const objects: LocatedObject[] = []; let characters = 0;
  for await (const batch of storage.snapshots.objectsAt(key.clusterId, key.sequence)) {
    for (const { content, isUnreadable, ...place } of batch) {
      characters += content.length;
      objects.push({ ...place, value: JSON.parse(content) as LocatedObject['value'], ...(isUnreadable ? { isUnreadable: true as const } : {}) });
    }
  }
  return compileView(key, { objects, coverage: record.coverage }, characters);
}

/** Compiles a version from its objects, which take `characters` as JSON. */
export function compileView(key: ViewKey, { objects, coverage }: Pick<ReadResult, 'objects' | 'coverage'>, characters: number): LoadedView {
  const analysis = analyse(objects, coverage, { enforcer: key.enforcer, settings: key.settings, pin: key.pin });
  const { snapshot, view, assessment, isEnforcementKnown } = analysis;
  const policies = new Set(snapshot.policies.map(({ kind, namespace, name, storedAs }) => `${kind}/${namespace}/${storedAs?.name ?? name}`));
  const policyObjects = objects.filter(({ kind, namespace, name }) => policies.has(`${kind}/${namespace}/${name}`));
  const both = { key, snapshot, policyObjects, assessment, isEnforcementKnown, coverage, facts: factsOfSnapshot(snapshot), bytes: BYTES_PER_CHARACTER * characters };
  let enforced: LoadedView | null | undefined;
  const makeEnforced = (): LoadedView | null => (analysis.enforced === null ? null : { ...both, firewalls: analysis.enforced.firewalls, view: analysis.enforced, answers: new Map(), enforced: null, get enforcedFindings() { return analysis.enforcedFindings; } });
  return { ...both, firewalls: view.firewalls, view, answers: new Map(), get enforcedFindings() { return analysis.enforcedFindings; }, get enforced() { return enforced === undefined ? enforced = makeEnforced() : enforced; } };
}
