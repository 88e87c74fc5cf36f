import type { ObjectState } from '../diagnostic.ts';

/** The two sets of custom resource definitions that upstream publishes; the standard one lacks fields that are still tried out. */
export type AdminChannel = 'standard' | 'experimental';

/** What the definitions of the standard channel make of a policy for administrators, where it is not what the experimental ones do. */
export interface StandardReading<Manifest> {
  readonly state: ObjectState;
  readonly manifest: Manifest | null;
  /** In words what is refused or dropped. */
  readonly reason: string;
}
