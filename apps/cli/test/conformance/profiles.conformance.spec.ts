import { existsSync, readFileSync } from 'node:fs';
import { enforcerProfile } from '@postern/engine';
import { describe, expect, it } from 'vitest';
import { ABSENT, isCorpusPresent, recordedFile } from './corpus.ts';

interface Recorded {
  readonly engine: string; readonly version: string | null; readonly options: Readonly<Record<string, boolean>>;
  readonly features: Readonly<Record<string, { readonly support: string; readonly whenUsed: readonly string[] }>>;
  readonly ruleOutsidePolicyTypes: string; readonly newPod: string; readonly agentDown: string; readonly alwaysAllowed: readonly string[]; readonly noPolicyPods?: string;
  readonly host: { readonly fromLocalNode: string; readonly toOwnNode: string };
}

/** Settings behind the words of the recorded table. */
const SETTINGS: Readonly<Record<string, readonly [key: string, value: string]>> = {
  'aws-network-policy-agent strict': ['network-policy-enforcing-mode', 'strict'], 'aws-network-policy-agent ipv6': ['enable-ipv6', 'true'], 'azure-npm windows': ['os', 'windows'],
  'kube-router defaultDeny': ['netpol-default-deny', 'true'], 'ovn-kubernetes anp': ['admin-network-policy', 'true'], 'kube-ovn lax': ['np-enforcement', 'lax'],
};

const TABLE = recordedFile('cni/engine-profiles.json');
const recorded = isCorpusPresent && existsSync(TABLE) ? (JSON.parse(readFileSync(TABLE, 'utf8')) as { profiles: Recorded[] }).profiles : [];
const modelled = recorded.filter(({ engine }) => engine !== 'cilium' && engine !== 'calico');

const settingsOf = ({ engine, options }: Recorded): Readonly<Record<string, string>> => Object.fromEntries(Object.keys(options).flatMap((option) => {
  const setting = SETTINGS[`${engine} ${option}`];
  return setting === undefined ? [] : [[`${engine}.${setting[0]}`, setting[1]]];
}));

/** Words of the table as a profile has them. */
const wordOf = (text: string): string => ({ 'blocked': 'closed', 'static': 'frozen', 'static (restart opens briefly)': 'frozen', 'allowed for root processes, others filtered': 'root' })[text] ?? (text.startsWith('filtered') ? 'filtered' : text);

describe('profiles of enforcers', () => {
  if (!isCorpusPresent) it.skip(ABSENT);
  it.each(modelled.map((each) => [`${each.engine} ${each.version ?? ''} ${Object.keys(each.options).join()}`, each] as const))('%s departs as recorded', (_, each) => {
    const profile = enforcerProfile({ name: each.engine, version: each.version }, settingsOf(each));
    const features = Object.fromEntries(Object.keys(each.features).map((feature) => [feature, profile?.features[feature as 'egress']?.whenUsed ?? []]));
    const { ruleOutsidePolicyTypes, newPod, agentDown, host, noPolicyPods, alwaysAllowed } = profile ?? {};
    // What Lite refuses is recorded under another feature than the one that brings it.
    const expected = Object.fromEntries(Object.entries(each.features).map(([feature, { whenUsed }]) => [feature, whenUsed]));
    const shown = (side: Readonly<Record<string, readonly string[]>>): object => (each.engine === 'azure-npm-lite' ? { ...side, ingress: [], egress: [] } : side);
    expect({ features: shown(features), ruleOutsidePolicyTypes, newPod, agentDown, host, noPolicyPods, alwaysAllowed }).toEqual({
      features: shown(expected), ruleOutsidePolicyTypes: each.ruleOutsidePolicyTypes, newPod: wordOf(each.newPod), agentDown: wordOf(each.agentDown),
      host: { fromLocalNode: wordOf(each.host.fromLocalNode), toOwnNode: wordOf(each.host.toOwnNode) }, noPolicyPods: each.noPolicyPods ?? 'allowed',
      // Traffic to Services is not told apart.
      alwaysAllowed: each.alwaysAllowed.filter((code) => code !== 'ipvsServiceTraffic'),
    });
  });
});
