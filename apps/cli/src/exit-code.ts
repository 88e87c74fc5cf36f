/** What the command's exit status says; published, so never renumbered. */
export const EXIT = {
  /** Yes; no difference; nothing wrong. */
  YES: 0,
  /** No or partly; a difference (with `--exit-code`); an error found by `lint`. */
  NO: 1,
  USAGE: 2,
  CANNOT_TELL: 3,
  INPUT_UNREADABLE: 4,
  NOT_FOUND: 5,
  NOT_PERMITTED: 6,
  UNAVAILABLE: 7,
  INTERNAL: 8,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
