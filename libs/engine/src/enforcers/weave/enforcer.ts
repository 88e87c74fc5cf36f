import type { Enforcer } from '../enforcer.ts';
import { profiledEnforcer } from '../profile/profiled-enforcer.ts';
import { NEWEST, RELEASES } from './profile.ts';

/** The policy controller of Weave Net. */
export const weave: Enforcer = profiledEnforcer({
  name: 'weave-npc', aliases: ['weave', 'weave-net'], releases: RELEASES, newest: NEWEST,
  options: {
    'expect-npc': [['1', {}], ['0', { off: 'EXPECT_NPC=0 keeps Weave from steering traffic to its policy controller' }]],
    'allow-mcast': [['true', {}], ['false', { alwaysAllowed: [] }]],
  },
});
