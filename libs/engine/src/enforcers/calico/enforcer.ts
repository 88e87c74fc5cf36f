import type { Enforcer } from '../enforcer.ts';
import { calicoFindings } from './findings/calico-findings.ts';
import { calicoRefusals, lowerCalico } from './lower.ts';
import { SETTING_KEYS } from './settings.ts';

/** Canal is the same, with flannel carrying the packets. */
export const calico: Enforcer = { name: 'calico', aliases: ['canal'], settingKeys: SETTING_KEYS, lower: lowerCalico, refusals: calicoRefusals, findings: calicoFindings };
