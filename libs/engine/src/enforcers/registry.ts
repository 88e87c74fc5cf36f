import type { Diagnostic, Finding } from '../model/diagnostic.ts';
import { QuestionError } from '../model/failure.ts';
import type { Firewalls } from '../model/firewalls.ts';
import type { PolicyDocument } from '../policies/document.ts';
import type { Snapshot } from '../resources/snapshot.ts';
import { antrea } from './antrea/enforcer.ts';
import { awsNetworkPolicyAgent, eksAutoMode } from './aws-network-policy-agent/enforcer.ts';
import { azureNpm, azureNpmLite } from './azure-npm/enforcer.ts';
import { calico } from './calico/enforcer.ts';
import { cilium } from './cilium/enforcer.ts';
import type { Enforcer } from './enforcer.ts';
import { flannel } from './flannel/enforcer.ts';
import { kindnet, kubeNetworkPolicies } from './kube-network-policies/enforcer.ts';
import { kubeOvn } from './kube-ovn/enforcer.ts';
import { k3sNetpol, kubeRouter } from './kube-router/enforcer.ts';
import { none } from './none/enforcer.ts';
import { ovnKubernetes } from './ovn-kubernetes/enforcer.ts';
import type { Profile } from './profile/profile.ts';
import { weave } from './weave/enforcer.ts';

/** An enforcer as a question names it; without a release, the newest that is modelled. */
export interface NamedEnforcer { readonly name: string; readonly version: string | null }

/** Every enforcer, in order of name. */
const ALL: readonly Enforcer[] = [
  antrea, awsNetworkPolicyAgent, azureNpm, azureNpmLite, calico, cilium, eksAutoMode, flannel, k3sNetpol, kindnet, kubeNetworkPolicies, kubeOvn, kubeRouter, none, ovnKubernetes, weave,
];

const ENFORCERS: ReadonlyMap<string, Enforcer> = new Map(ALL.flatMap((enforcer) => [enforcer.name, ...(enforcer.aliases ?? [])].map((name) => [name, enforcer] as const)));

/** What a question may name, aliases left out. */
export const ENFORCER_NAMES: readonly string[] = ALL.map(({ name }) => name);

/** Whose a setting is: `cilium` in `cilium.enable-policy`. */
const prefixOf = (setting: string): string => setting.slice(0, Math.max(setting.indexOf('.'), 0));

const isOf = ({ name, aliases = [] }: Enforcer, setting: string): boolean => [name, ...aliases].includes(prefixOf(setting));

/** The settings that are none of the named enforcers', and so the reference's. */
export function referenceSettings(settings: Readonly<Record<string, string>>, enforcers: readonly string[]): Readonly<Record<string, string>> {
  const named = enforcers.map(enforcerNamed);
  return Object.fromEntries(Object.entries(settings).filter(([setting]) => !named.some((enforcer) => isOf(enforcer, setting))));
}

/** An enforcer's settings among all that were given, under its own name. */
function ownSettings(settings: Readonly<Record<string, string>>, enforcer: Enforcer): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(settings).filter(([setting]) => isOf(enforcer, setting)).map(([setting, value]) => [enforcer.name + setting.slice(prefixOf(setting).length), value]));
}

/** @throws {QuestionError} VALIDATION_FAILED where there is none of the name */
function enforcerNamed(name: string): Enforcer {
  const enforcer = ENFORCERS.get(name);
  if (enforcer === undefined) throw new QuestionError('VALIDATION_FAILED', `There is no enforcer ${name}; there are ${ENFORCER_NAMES.join(', ')}.`, { enforcer: name, enforcers: ENFORCER_NAMES });
  return enforcer;
}

/** The one name of an enforcer, whatever a question calls it. @throws {QuestionError} VALIDATION_FAILED */
export const enforcerName = (name: string): string => enforcerNamed(name).name;

/** Whether there is an enforcer of the name. */
export const isEnforcer = (name: string): boolean => ENFORCERS.has(name);

type Settings = Readonly<Record<string, string>>;

/**
 * What the named enforcer puts in front of a snapshot's endpoints.
 *
 * @throws {QuestionError} VALIDATION_FAILED where the enforcer, its release or a setting does not exist
 */
export function lowerAs(snapshot: Snapshot<PolicyDocument>, { name, version }: NamedEnforcer, settings: Settings): Firewalls {
  const enforcer = enforcerNamed(name);
  return enforcer.lower(snapshot, version, ownSettings(settings, enforcer));
}

/** The policies of a snapshot that the named enforcer refuses in this release and under these settings. */
export function refusalsAs(snapshot: Snapshot<PolicyDocument>, { name, version }: NamedEnforcer, settings: Settings): readonly Diagnostic[] {
  const enforcer = enforcerNamed(name);
  return enforcer.refusals(snapshot, version, ownSettings(settings, enforcer));
}

/** Mistakes of a snapshot's policies that only show under the named enforcer, in this release and under these settings. */
export function findingsAs(snapshot: Snapshot<PolicyDocument>, { name, version }: NamedEnforcer, settings: Settings): readonly Finding[] {
  const enforcer = enforcerNamed(name);
  return enforcer.findings(snapshot, version, ownSettings(settings, enforcer));
}

/** Settings as a cluster shows them, without those that the enforcer does not know: what it does not know changes no answer. */
export function knownSettings(name: string, settings: Settings): Settings {
  const { settingKeys } = enforcerNamed(name);
  return settingKeys === undefined ? settings : Object.fromEntries(Object.entries(settings).filter(([key]) => settingKeys.includes(key)));
}

/** How the named enforcer departs from the upstream text, where that is all there is to it; undefined for one with policies of its own. */
export function profileAs({ name, version }: NamedEnforcer, settings: Settings): Profile | undefined {
  const enforcer = enforcerNamed(name);
  return enforcer.profile?.(version, ownSettings(settings, enforcer));
}
