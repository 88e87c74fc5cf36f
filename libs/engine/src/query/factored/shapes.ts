import type { Facings } from './facings.ts';
import type { Mixtures } from './mixtures.ts';

/** How a mixture of senders looks at every region: looks from its region number `f` at region `r` stand from `starts[f * regions + r]` up to the next. */
export interface Shape { readonly from: readonly number[]; readonly starts: Int32Array; readonly looks: Int32Array; readonly weights: Float64Array }

/** O(types of the mixture × regions). */
export function shapeOf({ towards }: Facings, { starts: listed, types, weights: weightOf, facings, regions: regionOf }: Mixtures, mixture: number, regions: number): Shape {
  const end = listed[mixture + 1]!; const most = (end - listed[mixture]!) * regions;
  const from: number[] = []; const starts: number[] = [0]; const looks = new Int32Array(most); const weights = new Float64Array(most);
  let size = 0;
  for (let first = listed[mixture]!; first < end;) {
    const own = regionOf[types[first]!]!; let last = first;
    while (last < end && regionOf[types[last]!] === own) last += 1;
    from.push(own);
    for (let region = 0; region < regions; region += 1) {
      const begin = size;
      for (let at = first; at < last; at += 1) {
        const look = towards[facings[types[at]!]!]![region]!;
        let place = begin;
        while (place < size && looks[place] !== look) place += 1;
        looks[place] = look;
        weights[place]! += weightOf[at]!;
        if (place === size) size += 1;
      }
      starts.push(size);
    }
    first = last;
  }
  return { from, starts: Int32Array.from(starts), looks: looks.slice(0, size), weights: weights.slice(0, size) };
}
