import type { ByRelease } from '../profile/release.ts';
import { FAITHFUL, type Profile } from '../profile/profile.ts';

const LATEST: Profile = { ...FAITHFUL, host: { fromLocalNode: 'root', toOwnNode: 'filtered' }, newPod: 'open', agentDown: 'open', judgesFarEnd: true };
const BEFORE_OWN_NODE: Profile = { ...LATEST, host: { fromLocalNode: 'root', toOwnNode: 'allowed' } };
const FAILING_CLOSED: Profile = { ...BEFORE_OWN_NODE, agentDown: 'closed' };
const FORWARDED_ONLY: Profile = { ...FAILING_CLOSED, host: { fromLocalNode: 'filtered', toOwnNode: 'allowed' } };

export const RELEASES: readonly [ByRelease<Profile>[number], ...ByRelease<Profile>] = [['0.4.0', FORWARDED_ONLY], ['0.7.0', FAILING_CLOSED], ['0.9.2', BEFORE_OWN_NODE], ['1.1.0', LATEST]];

/** What kindnet has inside. */
export const KINDNET: Profile = BEFORE_OWN_NODE;
