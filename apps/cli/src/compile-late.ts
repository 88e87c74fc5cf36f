import { setFlagsFromString } from 'node:v8';

/**
 * A command lives for a second: compiling its functions as well as V8 can costs more than it saves, on threads beside. So
 * they are compiled once they have run for longer. Only for versions that know the names, since others complain aloud.
 */
export function compileLate(): void {
  if (!process.versions.v8.startsWith('13.')) return;
  setFlagsFromString('--invocation-count-for-maglev=1600');
  setFlagsFromString('--invocation-count-for-turbofan=50000');
}
