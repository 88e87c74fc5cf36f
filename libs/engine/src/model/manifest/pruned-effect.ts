/** What an API's fields are called and what becomes of a policy without one. */
export interface FieldNames {
  readonly fields: readonly string[];
  /** What the loss of a field does, as the end of a sentence. */
  readonly widening: Readonly<Record<string, string>>;
  /** Common misspellings, in lower case without dashes. */
  readonly misspelt: Readonly<Record<string, string>>;
}

/** What the author of a dropped field most likely meant, and what its loss does to the policy, as the end of a sentence; empty where unknown. */
export function prunedEffect(pointer: string, { fields, widening, misspelt }: FieldNames): string {
  const name = pointer.slice(pointer.lastIndexOf('/') + 1);
  const written = name.toLowerCase().replace(/[-_]/g, '');
  const meant = fields.find((field) => field.toLowerCase() === written) ?? (Object.hasOwn(misspelt, written) ? misspelt[written] : undefined);
  if (meant === undefined) return '';
  const effect = Object.hasOwn(widening, meant) ? widening[meant] : undefined;
  // The right word at a wrong place is no misspelling, so there is nothing better to propose.
  const guess = meant === name ? '' : `; ${meant} was probably meant`;
  if (effect === undefined) return guess;
  return guess === '' ? `; without it ${effect}` : `${guess}, and without it ${effect}`;
}
