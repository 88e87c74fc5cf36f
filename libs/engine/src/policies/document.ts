import type { ObjectState } from '../model/diagnostic.ts';
import type { ResourceIdentity, SourceLocation } from '../model/location.ts';
import type { NetworkPolicyManifest } from './network-policy/manifest.ts';

/** A policy of any API that Postern models. `manifest` is null for one that was refused or could not be read. */
export type PolicyDocument = ResourceIdentity & {
  readonly state: ObjectState;
  readonly source: SourceLocation;
} & (
  | { readonly api: 'network-policy'; readonly manifest: NetworkPolicyManifest | null }
);
