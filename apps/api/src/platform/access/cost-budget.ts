import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@postern/config';
import { CONFIG } from '../config.token.ts';
import { Problem } from '../problems/problem.ts';

interface Bucket { points: number; at: number }

const MAX_BUCKETS = 10_000;

/** A bucket of points for each bearer, refilled with time; in this process only. */
@Injectable()
export class CostBudget {
  private readonly buckets = new Map<string, Bucket>();
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /**
   * Takes `points` from the bucket of `bearer` and says how many are left.
   *
   * @throws {Problem} RATE_LIMITED with `Retry-After` in seconds
   */
  spend(bearer: string, points: number, nowMs: number = performance.now()): number {
    const { COST_BUCKET: size, COST_RESTORE_PER_SECOND: restore } = this.config;
    const old = this.buckets.get(bearer);
    const points0 = old === undefined ? size : Math.min(size, old.points + ((nowMs - old.at) / 1000) * restore);
    const isEnough = points0 >= points;
    const left = isEnough ? points0 - points : points0;
    // Re-inserted at the end, so that the first key is the one unused for longest.
    this.buckets.delete(bearer);
    this.buckets.set(bearer, { points: left, at: nowMs });
    if (this.buckets.size > MAX_BUCKETS) this.buckets.delete(this.buckets.keys().next().value as string);
    if (isEnough) return Math.floor(left);
    const seconds = Math.max(1, Math.ceil((Math.min(points, size) - points0) / restore));
    throw new Problem('RATE_LIMITED', `this costs ${String(points)} and ${String(Math.floor(left))} are left; wait ${String(seconds)} s`, [], { 'Retry-After': String(seconds) });
  }
}
