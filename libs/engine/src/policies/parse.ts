import type { Diagnostic, Finding } from '../model/diagnostic.ts';
import { invariant } from '../model/invariant.ts';
import type { ResourceIdentity, SourceLocation } from '../model/location.ts';
import type { PolicyInput } from '../model/manifest/parse-policy.ts';
import { isJsonObject } from '../model/shape.ts';
import { parseAdminNetworkPolicy } from './admin-network-policy/parse.ts';
import { calledAs } from './calico/called-as.ts';
import { parseCalicoHostEndpoint, parseCalicoNetworkSet, parseCalicoPolicy, parseCalicoStagedKubernetes, parseCalicoTier } from './calico/parse.ts';
import { parseCiliumCidrGroup, parseCiliumPolicy } from './cilium/parse.ts';
import { parseClusterNetworkPolicy } from './cluster-network-policy/parse.ts';
import type { PolicyDocument } from './document.ts';
import { policyKind, type PolicyKind } from './kinds.ts';
import { parseNetworkPolicy } from './network-policy/parse.ts';

/** A policy in its state, with what reading it brought up. */
export interface ReadPolicy { readonly document: PolicyDocument; readonly diagnostics: readonly Diagnostic[]; readonly findings: readonly Finding[] }

function apiOf({ group, kind }: ResourceIdentity): PolicyKind['api'] {
  const known = policyKind(group, kind);
  invariant(known !== undefined, 'E-2B94', `${group} ${kind} is no policy that is read`);
  return known.api;
}

/** Reads a policy of any API that Postern models. */
export function readPolicy(input: PolicyInput): ReadPolicy {
  const read = readByApi(input);
  const { metadata } = input.value;
  const createdAt = isJsonObject(metadata) ? metadata['creationTimestamp'] : undefined;
  return typeof createdAt === 'string' ? { ...read, document: { ...read.document, createdAt } } : read;
}

function readByApi(input: PolicyInput): ReadPolicy {
  const { identity, source } = input;
  switch (apiOf(identity)) {
    case 'network-policy': {
      const { diagnostics, findings, state, manifest, unchecked } = parseNetworkPolicy(input);
      return { document: { ...identity, source, api: 'network-policy', state, manifest, ...(unchecked !== null && { unchecked }) }, diagnostics, findings };
    }
    case 'admin-network-policy': {
      const { diagnostics, findings, state, manifest, standard } = parseAdminNetworkPolicy(input);
      return { document: { ...identity, source, api: 'admin-network-policy', state, manifest, standard }, diagnostics, findings };
    }
    case 'cluster-network-policy': {
      const { diagnostics, findings, state, manifest, standard, unchecked } = parseClusterNetworkPolicy(input);
      return { document: { ...identity, source, api: 'cluster-network-policy', state, manifest, standard, unchecked }, diagnostics, findings };
    }
    case 'cilium': {
      const { diagnostics, findings, state, manifest } = parseCiliumPolicy(input);
      return { document: { ...identity, source, api: 'cilium', state, manifest }, diagnostics, findings };
    }
    case 'cilium-cidr-group': {
      const { diagnostics, findings, state, manifest } = parseCiliumCidrGroup(input);
      return { document: { ...identity, source, api: 'cilium-cidr-group', state, manifest }, diagnostics, findings };
    }
    case 'calico': {
      const { diagnostics, findings, state, manifest } = parseCalicoPolicy(input);
      return { document: { ...calledAs(identity, manifest), source, api: 'calico', state, manifest }, diagnostics, findings };
    }
    case 'calico-staged-kubernetes': {
      const { diagnostics, findings, state, manifest } = parseCalicoStagedKubernetes(input);
      return { document: { ...calledAs(identity, manifest), source, api: 'calico-staged-kubernetes', state, manifest }, diagnostics, findings };
    }
    case 'calico-tier': {
      const { diagnostics, findings, state, manifest } = parseCalicoTier(input);
      return { document: { ...calledAs(identity, manifest), source, api: 'calico-tier', state, manifest }, diagnostics, findings };
    }
    case 'calico-network-set': {
      const { diagnostics, findings, state, manifest } = parseCalicoNetworkSet(input);
      return { document: { ...calledAs(identity, manifest), source, api: 'calico-network-set', state, manifest }, diagnostics, findings };
    }
    case 'calico-host-endpoint': {
      const { diagnostics, findings, state, manifest } = parseCalicoHostEndpoint(input);
      return { document: { ...calledAs(identity, manifest), source, api: 'calico-host-endpoint', state, manifest }, diagnostics, findings };
    }
  }
}

/** Stands for a policy of which only identity and place are known. */
export function unreadablePolicy(identity: ResourceIdentity, source: SourceLocation): PolicyDocument {
  const api = apiOf(identity);
  const head = { ...(api.startsWith('calico') ? calledAs(identity, null) : identity), source, state: 'unreadable', manifest: null } as const;
  if (api === 'cluster-network-policy') return { ...head, api, standard: null, unchecked: null };
  return api === 'admin-network-policy' ? { ...head, api, standard: null } : { ...head, api };
}
