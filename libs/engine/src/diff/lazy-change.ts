import type { Peer } from '../query/answers.ts';
import type { Attribution } from './attribute.ts';
import type { ChangeCause, ChangeKind, ChangeSide, DiffChange, ResourceChange } from './changes.ts';
import type { ConnectionSet } from '../model/connection-set.ts';
import type { Move } from './joint/sides.ts';

/** A change whose causes are looked for when they are read: a class, since an accessor of its own for each of a million changes costs more than all the rest. */
export class LazyChange implements DiffChange {
  readonly kind: ChangeKind;
  readonly from: Peer;
  readonly to: Peer;
  readonly before: ChangeSide;
  readonly after: ChangeSide;
  readonly universe: ConnectionSet;
  readonly #attribute: () => Attribution;

  constructor({ kind, before, after, universe }: Move, from: Peer, to: Peer, attribute: () => Attribution) {
    this.kind = kind; this.from = from; this.to = to; this.before = before; this.after = after; this.universe = universe; this.#attribute = attribute;
  }

  get causes(): readonly ChangeCause[] { return this.#attribute().causes; }
  get causedBy(): readonly ResourceChange[] { return this.#attribute().causedBy; }
}
