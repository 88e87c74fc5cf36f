/** Firewalls in front of as many pods again, each of which is like one that there was: same workload, labels, node and addresses. */
export function twiceThePods(firewalls) {
  const copies = firewalls.endpoints.filter(({ kind, isHost }) => kind === 'pod' && !isHost).map((pod) => ({ ...pod, name: `${pod.name}-again`, ref: `${pod.ref}-again` }));
  const all = [...firewalls.endpoints, ...copies].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  return { ...firewalls, endpoints: all.map((endpoint, index) => ({ ...endpoint, index })) };
}
