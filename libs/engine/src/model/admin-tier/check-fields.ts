import type { AdminReporter } from './problem.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a field counts as there: the API server drops nulls of custom resources before it checks them. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** Refuses an object that does not have exactly one of its fields. */
export function checkExactlyOne(value: object, fields: readonly string[], pointer: string, { refuse }: AdminReporter): void {
  const given = fields.filter((field) => isGiven((value as JsonObject)[field]));
  if (given.length === 0) refuse(pointer, 'FIELD_EMPTY', `exactly one of ${fields.join(', ')} is needed, and there is none`);
  if (given.length > 1) refuse(pointer, 'FIELD_AMBIGUOUS', `exactly one of ${fields.join(', ')} is needed, and there are ${given.join(' and ')}`);
}

/** Refuses a list that has too many elements, or none where it is there. */
export function checkCount(list: readonly unknown[], most: number, pointer: string, what: string, { refuse }: AdminReporter): void {
  if (list.length === 0) refuse(pointer, 'FIELD_EMPTY', `a list of ${what} needs at least one`);
  if (list.length > most) refuse(pointer, 'TOO_MANY', `at most ${String(most)} ${what} are allowed, and there are ${String(list.length)}`);
}

/** Refuses what stands twice in a list that is a set. */
export function checkDistinct(list: readonly string[], pointer: string, { refuse }: AdminReporter): void {
  list.forEach((item, index) => { if (list.indexOf(item) < index) refuse(`${pointer}/${String(index)}`, 'FIELD_AMBIGUOUS', `${item} is there twice`); });
}

/** Refuses a priority that is missing or outside 0 to 1000 (AN-1, CN-1). */
export function checkPriority(priority: number | null | undefined, { refuse }: AdminReporter): void {
  if (!isGiven(priority)) refuse('/spec', 'FIELD_MISSING', 'priority is required');
  else if ((priority as number) < 0 || (priority as number) > 1000) refuse('/spec/priority', 'PRIORITY_INVALID', 'the priority must be a number from 0 to 1000');
}

/** Refuses a port outside 1 to 65535, or a missing one. */
export function checkPortNumber(port: number | null | undefined, pointer: string, { refuse }: AdminReporter): void {
  if (!isGiven(port)) refuse(pointer, 'FIELD_MISSING', 'a port number is required');
  else if ((port as number) < 1 || (port as number) > 65535) refuse(pointer, 'PORT_INVALID', 'the port must be a number from 1 to 65535');
}
