import type { Enforcer } from '../enforcer.ts';
import { ciliumFindings } from './findings/cilium-findings.ts';
import { ciliumRefusals, lowerCilium } from './lower.ts';
import { CILIUM_SETTING_KEYS } from './settings.ts';

export const cilium: Enforcer = { name: 'cilium', settingKeys: CILIUM_SETTING_KEYS, lower: lowerCilium, refusals: ciliumRefusals, findings: ciliumFindings };
