import type { Direction, Endpoint, Firewalls, Rule } from '../../../model/firewalls.ts';
import { matchesLabels } from '../../../model/label-expression.ts';
import type { PolicyDocument } from '../../../policies/document.ts';
import type { Snapshot } from '../../../resources/snapshot.ts';
import type { CiliumSettings } from '../settings.ts';

/** Endpoints with the same labels, which no policy tells apart. */
export interface Likes { readonly example: Endpoint; readonly size: number; readonly endpoints: readonly Endpoint[] }

/** A rule with the direction that it is in. */
export interface Directed { readonly direction: Direction; readonly rule: Rule }

/** What checks look at. Of endpoints with equal labels one stands for all, so that a check costs rules times kinds of pods. */
export interface FindingScene {
  readonly snapshot: Snapshot<PolicyDocument>;
  readonly settings: CiliumSettings;
  readonly firewalls: Firewalls;
  readonly likes: readonly Likes[];
  /** Of all tiers, in order. */
  readonly rules: readonly Directed[];
  /** Counts comparisons down; a check that finds nothing left stops. */
  readonly budget: { left: number };
}

/** No check takes more than a second or two. */
const COMPARISONS = 10_000_000;

export function findingScene(snapshot: Snapshot<PolicyDocument>, settings: CiliumSettings, firewalls: Firewalls): FindingScene {
  const groups = new Map<string, Endpoint[]>();
  for (const endpoint of firewalls.endpoints) {
    const key = JSON.stringify([endpoint.isHost, endpoint.isGoverned, endpoint.labels]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [endpoint]); else known.push(endpoint);
  }
  return {
    snapshot, settings, firewalls, likes: [...groups.values()].flatMap((endpoints) => { const [example] = endpoints; return example === undefined ? [] : [{ example, endpoints, size: endpoints.length }]; }),
    rules: (['ingress', 'egress'] as const).flatMap((direction) => firewalls.tiers[direction].flatMap(({ rules }) => rules.map((rule) => ({ direction, rule })))),
    budget: { left: COMPARISONS },
  };
}

/** Whether the rule stands in front of such endpoints. */
export function isInFrontOf({ own }: Rule, { example }: Likes, { budget }: Pick<FindingScene, 'budget'>): boolean {
  budget.left -= 1;
  return example.isGoverned && matchesLabels(own, example.labels);
}

/** Whether the rule means such endpoints as peers, from some node at least. */
export function isPeerOf({ peers }: Rule, { example }: Likes, { budget }: Pick<FindingScene, 'budget'>): boolean {
  budget.left -= 1;
  return peers === 'any' || peers.some(({ labels, inside, host }) => inside === undefined && (host === undefined || example.isHost) && (labels === undefined || matchesLabels(labels, example.labels)));
}
