import type { Enforcer } from '../enforcer.ts';
import { ciliumRefusals, lowerCilium } from './lower.ts';

export const cilium: Enforcer = { name: 'cilium', lower: lowerCilium, refusals: ciliumRefusals, findings: () => [] };
