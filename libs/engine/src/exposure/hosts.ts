/** The hosts of a route that a listener serves, all of them where either names none. `*.` stands for one label or more. */
export function commonHosts(listener: string | null, hosts: readonly string[]): readonly string[] {
  if (listener === null) return hosts;
  if (hosts.length === 0) return [listener];
  return hosts.flatMap((host) => {
    if (covers(listener, host)) return [host];
    return covers(host, listener) ? [listener] : [];
  });
}

const covers = (wide: string, narrow: string): boolean => wide === narrow || (wide.startsWith('*.') && narrow.endsWith(wide.slice(1)));
