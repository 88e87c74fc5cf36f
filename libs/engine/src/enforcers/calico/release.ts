import { QuestionError } from '../../model/failure.ts';

/** A release of Calico as numbers; what changes verdicts changes with the minor one. */
export interface CalicoRelease { readonly text: string; readonly minor: number }

/** The release that is assumed where nothing says which one runs. */
const NEWEST = '3.32.1';

/** The first release with tiers that anybody can use, and with AdminNetworkPolicy. */
const TIERS_SINCE = 29;
/** The first release with BaselineAdminNetworkPolicy. */
const BASELINE_SINCE = 30;
/** The first release that breaks ties by name and reads ClusterNetworkPolicy in place of the older kinds. */
const NAMES_SINCE = 32;

/** The release that a question names, the newest modelled one where it names none; one before 3.0 is read as the oldest, one after it as the newest. @throws {QuestionError} VALIDATION_FAILED */
export function calicoRelease(text: string | null): CalicoRelease {
  const match = /^v?(\d+)\.(\d+)(?:\.\d+)?/.exec(text ?? NEWEST);
  if (match === null) throw new QuestionError('VALIDATION_FAILED', `${text ?? ''} is no release of Calico; write one such as ${NEWEST}.`, { version: text });
  return { text: match[0].replace(/^v/, ''), minor: minorOf(Number(match[1]), Number(match[2])) };
}

const minorOf = (major: number, minor: number): number => (major < 3 ? 0 : major > 3 ? Number.MAX_SAFE_INTEGER : minor);

/** Whether policies can be in other tiers than the default one. */
export const hasTiers = ({ minor }: CalicoRelease): boolean => minor >= TIERS_SINCE;

/** Which Kubernetes kinds for administrators are read, if any. */
export const adminApiOf = ({ minor }: CalicoRelease): 'cluster-network-policy' | 'admin-network-policy' | null => (minor >= NAMES_SINCE ? 'cluster-network-policy' : minor >= TIERS_SINCE ? 'admin-network-policy' : null);

/** Whether the baseline of the older generation is read. */
export const hasBaseline = ({ minor }: CalicoRelease): boolean => minor >= BASELINE_SINCE && minor < NAMES_SINCE;

/** Whether policies of equal order stand by their names, or by the keys that they were stored under. */
export const breaksTiesByName = ({ minor }: CalicoRelease): boolean => minor >= NAMES_SINCE;
