/** A question needs the objects of a version, and what was kept of it is not enough: it is asked again once they are read. */
export class WholeViewWanted extends Error {}

/** Stands where the objects would. */
export function onlyInWhole(): never {
  throw new WholeViewWanted('the objects of this version are not loaded');
}
