// CPU of the thread that measures: on shared cores, wall time is mostly other people's work.

/** Milliseconds of CPU that this thread has used. How the system shares them out between user and system is coarse, their sum is not. */
export function threadCpu() {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** The median of several runs, in milliseconds of CPU; what a run gives is dropped before the next. */
export function medianRun(runs, run) {
  return median(Array.from({ length: runs }, () => {
    globalThis.gc?.();
    const start = threadCpu();
    run();
    return threadCpu() - start;
  }));
}

/**
 * Microseconds of CPU a call, over as many calls as it takes to see them; warmed up first. `calls` are
 * different questions, asked in turn, so that nothing answers out of a cache of one entry.
 */
export function perCall(calls, leastMs = 300) {
  for (const call of calls.slice(0, 50)) call();
  const rounds = Array.from({ length: 3 }, () => {
    const start = threadCpu(); let made = 0;
    while (threadCpu() - start < leastMs / 3) { for (let i = 0; i < 8; i++) { calls[made % calls.length](); made++; } }
    return ((threadCpu() - start) * 1000) / made;
  });
  return median(rounds);
}
