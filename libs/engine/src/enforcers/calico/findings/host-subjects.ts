import type { Finding } from '../../../model/diagnostic.ts';
import { objectText } from '../../../model/location.ts';
import { reported } from '../../../model/reported.ts';
import { satisfies, type FindingScene } from './scene.ts';

/** Global policies that are meant for pods and stand in front of hosts too, and ones that are for hosts alone and select pods. */
export function hostSubjects(scene: FindingScene): readonly Finding[] {
  return scene.policies.flatMap(({ document, hook, subject }) => {
    if (document.api !== 'calico' || document.manifest?.isGlobal !== true || hook === 'forward') return [];
    const hosts = scene.hosts.filter(({ labels }) => satisfies(labels, subject, scene));
    if (!scene.pods.some((labels) => satisfies(labels, subject, scene)) || (hook === 'normal') !== (hosts.length > 0)) return [];
    const at = { policy: document, manifest: document.manifest };
    const [first] = hosts;
    return [first === undefined ? reported({ ...at, code: 'CALICO_HOSTS_ONLY', severity: 'medium', pointer: '/spec', message: `${objectText(document)} selects pods and no host endpoint: with ${hook === 'pre-dnat' ? 'preDNAT' : 'doNotTrack'} it counts at hosts alone, so that it does nothing.` })
      : reported({ ...at, code: 'CALICO_SELECTS_HOSTS', severity: 'high', pointer: '/spec/selector', message: `${objectText(document)} selects host endpoints besides pods, ${first.name}${hosts.length > 1 ? ` and ${String(hosts.length - 1)} more` : ''} among them: it restricts what nodes themselves send and receive, failsafe ports excepted.` })];
  });
}
