import type { Finding } from '../../../model/diagnostic.ts';
import { reported } from '../../../model/reported.ts';
import { fieldOf } from '../../../resources/observed/agent-container.ts';
import { shownConfiguration } from '../shown-configuration.ts';
import type { FindingScene } from './scene.ts';

/** A configuration that does not say what happens between a pod and its own node, where the environment of the agent is not there to say it. */
export function hostAction({ snapshot }: FindingScene): readonly Finding[] {
  const configuration = ['projectcalico.org', 'crd.projectcalico.org'].flatMap((group) => snapshot.observed.objects.get(`${group}/FelixConfiguration`) ?? []).find(({ name }) => name === 'default');
  if (configuration === undefined || fieldOf(configuration.value, 'spec', 'defaultEndpointToHostAction') || shownConfiguration(snapshot)['defaultEndpointToHostAction'] !== undefined) return [];
  return [reported({
    code: 'CALICO_HOST_ACTION_UNSET', severity: 'info', policy: configuration, manifest: configuration.value, pointer: '/spec/defaultEndpointToHostAction',
    message: 'FelixConfiguration default leaves defaultEndpointToHostAction open, which does not mean Drop: the environment of calico-node goes first, it says Accept in every usual installation, and it is not in the input.',
  })];
}
