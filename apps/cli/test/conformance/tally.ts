/** Counts what was compared, so that a run says how much it stands on. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(what: string, count = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + count);
  }

  /** One line: `conformance fuzz: 130 cases, 2100 probes`. */
  line(family: string): string {
    return `conformance ${family}: ${[...this.#counts].map(([what, count]) => `${String(count)} ${what}`).join(', ')}`;
  }
}
