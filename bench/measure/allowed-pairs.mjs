/** Ordered pairs of different pods on which something is surely allowed, summed over the table of namespaces. */
export function allowedPairs(engine, view) {
  let allowed = 0;
  for (const { from, to, reachability: { pairs } } of engine.connectionsOf(view, { groupBy: 'namespace' })) {
    if (from.kind === 'namespace' && to.kind === 'namespace') allowed += pairs.allowed + pairs.partial;
  }
  return allowed;
}

/** The same, one pair after the other by the plain evaluator. O(pods² × rules). */
export function allowedPairsPlainly(engine, firewalls) {
  const listed = firewalls.endpoints.filter(({ kind }) => kind !== 'node').map(({ index }) => ({ kind: 'endpoint', index }));
  let allowed = 0;
  for (const from of listed) for (const to of listed) if (from !== to && !engine.isEmptySet(engine.explainBounds(firewalls, from, to).surely)) allowed++;
  return allowed;
}
