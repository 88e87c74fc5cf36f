import { matchesLabels } from '../../model/label-expression.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { selectorExpression } from '../reference/selector.ts';
import { recordedCluster } from './recorded.ts';
import { ciliumConfiguration, ciliumSettings, type CiliumSettings } from './settings.ts';
import type { CiliumVersion } from './version.ts';

/** Nodes whose agents run under the same configuration. */
export interface SettingGroup {
  /** Null for all nodes that no other group has. */
  readonly nodes: readonly string[] | null;
  readonly configuration: Readonly<Record<string, string>>;
  readonly settings: CiliumSettings;
}

type Sources = Pick<Snapshot<unknown>, 'configMaps' | 'nodeSettings' | 'nodes' | 'pods' | 'recordedPods' | 'recordedIdentities'>;

const CONFIG_MAP = 'cilium-config';

/** The agent's ConfigMap; undefined where the input has none. */
export const collectedConfiguration = ({ configMaps }: Pick<Sources, 'configMaps'>): Readonly<Record<string, string>> | undefined => configMaps.find(({ name }) => name === CONFIG_MAP)?.data;

/** The cluster's configuration first, then one group for each that differs on some nodes. What a question sets goes before all. */
export function settingGroups(release: CiliumVersion, snapshot: Sources, asked: Readonly<Record<string, string>>): readonly [SettingGroup, ...SettingGroup[]] {
  const cluster = recordedCluster(snapshot);
  // What repeats the ConfigMap may be no more than what was read in it, and takes nothing from single nodes.
  const shown = collectedConfiguration(snapshot) ?? {};
  const given = Object.fromEntries(Object.entries(asked).filter(([key, value]) => shown[key.slice(key.indexOf('.') + 1)] !== value));
  const collected: Readonly<Record<string, string>> = { ...(cluster !== null && { 'cluster-name': cluster }), ...collectedConfiguration(snapshot) };
  const groupOf = (data: Readonly<Record<string, string>>, nodes: readonly string[] | null): SettingGroup => {
    const configuration = ciliumConfiguration(release, data, given);
    return { nodes, configuration, settings: ciliumSettings(release, configuration) };
  };
  const base = groupOf(collected, null);
  const others = new Map<string, SettingGroup>();
  for (const { name, labels } of snapshot.nodes) {
    const own = snapshot.nodeSettings.filter(({ nodes }) => matchesLabels(selectorExpression(nodes), labels));
    if (own.length === 0) continue;
    const group = groupOf(Object.assign({}, collected, ...own.map(({ data }) => data)) as Readonly<Record<string, string>>, [name]);
    const key = JSON.stringify(group.configuration);
    if (key === JSON.stringify(base.configuration)) continue;
    const known = others.get(key);
    others.set(key, known === undefined ? group : { ...known, nodes: [...known.nodes ?? [], name] });
  }
  return [base, ...others.values()];
}
