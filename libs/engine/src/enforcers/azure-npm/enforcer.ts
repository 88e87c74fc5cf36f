import type { Enforcer } from '../enforcer.ts';
import { profiledEnforcer } from '../profile/profiled-enforcer.ts';
import { LITE, NPM, WINDOWS } from './profile.ts';

export const azureNpm: Enforcer = profiledEnforcer({ name: 'azure-npm', releases: [['1.0.0', NPM]], newest: '1.6.29', options: { os: [['linux', {}], ['windows', WINDOWS]] } });
export const azureNpmLite: Enforcer = profiledEnforcer({ name: 'azure-npm-lite', releases: [['1.0.0', LITE]], newest: '1.6.29', options: {} });
