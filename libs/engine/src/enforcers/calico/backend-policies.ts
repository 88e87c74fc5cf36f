import type { CalicoPolicyManifest, CalicoStagedKubernetesManifest } from '../../policies/calico/manifest.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { adminPolicy } from './admin-policy.ts';
import type { BackendPolicy } from './backend.ts';
import { calicoPolicy } from './calico-policy.ts';
import { kubernetesPolicy, withoutUnreadable } from './kubernetes-policy.ts';
import type { CalicoRelease } from './release.ts';
import type { CalicoWorld } from './world.ts';

/** Every policy that counts, of whatever kind, in one form. */
export function backendPolicies(documents: readonly PolicyDocument[], world: CalicoWorld): readonly BackendPolicy[] {
  const replaced = world.settings.areStagedEnforced ? new Set(documents.flatMap(replacedBy)) : new Set<string>();
  return documents.filter((document) => !replaced.has(idOf(document, document.kind))).flatMap((document) => backendOf(document, world) ?? []);
}

function backendOf(document: PolicyDocument, world: CalicoWorld): BackendPolicy | null {
  const { release, settings: { areStagedEnforced } } = world;
  if (document.api === 'network-policy' && document.unchecked !== undefined) return kubernetesPolicy(document, withoutUnreadable(document.unchecked), release);
  if (document.manifest === null) return adminPolicy(document, release, world.resolve);
  switch (document.api) {
    case 'network-policy': return kubernetesPolicy(document, document.manifest, release);
    case 'calico': return document.manifest.isStaged && !(areStagedEnforced && isSet(document.manifest)) ? null : calicoPolicy(document, document.manifest, release, world);
    case 'calico-staged-kubernetes': return areStagedEnforced ? promoted(document, document.manifest, release) : null;
    default: return adminPolicy(document, release, world.resolve);
  }
}

const isSet = ({ spec }: CalicoPolicyManifest): boolean => spec.stagedAction !== 'Delete';

function promoted(document: PolicyDocument, { spec }: CalicoStagedKubernetesManifest, release: CalicoRelease): BackendPolicy | null {
  const { stagedAction, ...rest } = spec;
  return stagedAction === 'Delete' ? null : kubernetesPolicy(document, { namespace: document.namespace, name: document.name, spec: rest }, release);
}

const idOf = ({ namespace, name }: PolicyDocument, kind: string): string => `${kind}/${namespace}/${name}`;

/** The policy that a staged one stands for once promoted: it takes its place, or takes it away. */
function replacedBy(document: PolicyDocument): readonly string[] {
  const isStaged = document.manifest !== null && ((document.api === 'calico' && document.manifest.isStaged) || document.api === 'calico-staged-kubernetes');
  return isStaged ? [idOf(document, document.kind.replace(/^Staged(?:Kubernetes)?/, ''))] : [];
}
