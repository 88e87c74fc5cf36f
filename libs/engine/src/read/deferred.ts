import type { Acceptance } from './accept.ts';

/** An acceptance that only remembers, until it is told to hand everything on, or is forgotten. */
export interface DeferredAcceptance { readonly to: Acceptance; readonly commit: () => void }

/** Puts a memory in front of an acceptance. */
export function deferred(target: Acceptance): DeferredAcceptance {
  const steps: (() => void)[] = [];
  return {
    to: {
      lastKept: target.lastKept, podLines: target.podLines,
      keep: (object) => { steps.push(() => { target.keep(object); }); },
      diagnostics: { add: (diagnostic) => { steps.push(() => { target.diagnostics.add(diagnostic); }); }, all: target.diagnostics.all },
      kinds: {
        count: (...kind) => { steps.push(() => { target.kinds.count(...kind); }); },
        countUnreadable: () => { steps.push(() => { target.kinds.countUnreadable(); }); },
        declare: (collection) => { steps.push(() => { target.kinds.declare(collection); }); },
        coverage: target.kinds.coverage,
      },
    },
    commit: () => { for (const step of steps) step(); },
  };
}
