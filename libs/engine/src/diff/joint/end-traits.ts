import type { Direction } from '../../model/firewalls.ts';
import type { End } from '../ends.ts';
import type { JointSpace } from './space.ts';
import type { Touched } from './touched.ts';

/** What matters about each end, 1 where it holds. */
export interface EndTraits {
  readonly isHost: Uint8Array;
  /** Whether it may make other pairs with itself. */
  readonly isAlone: Uint8Array;
  /** Whether one of its classes has anything else in front of it. */
  readonly isTouched: Readonly<Record<Direction, Uint8Array>>;
}

export function traitsOf(ends: readonly End[], { ofEnd, isHost }: JointSpace, touched: Touched): EndTraits {
  const flags = (test: (end: End, classes: readonly number[]) => boolean): Uint8Array => Uint8Array.from(ends, (end, at) => Number(ofEnd[at]!.length > 0 && test(end, ofEnd[at]!)));
  const withAny = (of: Uint8Array): Uint8Array => flags((_, classes) => classes.some((id) => of[id] === 1));
  const hosts = withAny(isHost);
  return { isHost: hosts, isAlone: flags((end, classes) => isAnotherAlone(end, classes.some((id) => isHost[id] === 1))), isTouched: { egress: withAny(touched.egress), ingress: withAny(touched.ingress) } };
}

/** Whether an end may make other pairs with itself than before: a Pod alone has no peer in its own group. */
function isAnotherAlone({ sides }: End, isHost: boolean): boolean {
  const before = sides.base!.ends.classes; const after = sides.target!.ends.classes;
  return isHost || before.length > 1 || after.length > 1 || (before[0]!.endpoints.length > 1) !== (after[0]!.endpoints.length > 1);
}
