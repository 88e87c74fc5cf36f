import { readInputs, type InputItem } from '@postern/input';
import { usageFailure } from '../command-failure.ts';
import type { Call } from '../commands/command.ts';

/** The texts behind paths, `-` being the command's standard input, which can be read once. */
export function openInputs({ io }: Call, paths: readonly string[]): AsyncIterable<InputItem> {
  if (paths.filter((path) => path === '-').length > 1) throw usageFailure('standard input can be read once');
  return readInputs(paths, paths.includes('-') ? { standardInput: io.input } : {});
}
