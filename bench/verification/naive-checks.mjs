// The same five questions from the manifests alone, container by container: no engine, no classes, no bits.

const matches = ({ matchLabels }, { metadata: { labels } }) => Object.entries(matchLabels).every(([key, value]) => labels[key] === value);

function readPolicy({ metadata: { name }, spec: { podSelector, ingress, egress } }, containers) {
  const [direction, [{ from, to }]] = ingress === undefined ? ['egress', egress] : ['ingress', ingress];
  const [{ podSelector: peers }] = from ?? to;
  const those = (selector) => new Set(containers.filter((container) => matches(selector, container)));
  return { name, direction, selects: those(podSelector), allows: those(peers) };
}

/** Lists as {@link verify} gives them; containers are numbered by their place among the objects. */
export function naiveChecks(objects, userOf) {
  const containers = objects.filter(({ kind }) => kind === 'Pod'); const numbers = new Map(containers.map((container, index) => [container, index]));
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy').map((policy) => readPolicy(policy, containers));
  const lets = (direction, own, peer) => {
    const isolating = policies.filter((policy) => policy.direction === direction && policy.selects.has(own));
    return isolating.length === 0 || isolating.some(({ allows }) => allows.has(peer));
  };
  const reaches = (from, to) => lets('egress', from, to) && lets('ingress', to, from);
  const those = (isWanted) => containers.filter(isWanted).map((container) => numbers.get(container));
  const others = (container) => containers.filter((other) => other !== container);
  const pairs = (isWanted) => policies.flatMap((a) => policies.filter((b) => a !== b && a.direction === b.direction && isWanted(a, b)).map((b) => [a.name, b.name]));
  const within = (small, big) => [...small].every((each) => big.has(each)); const common = (a, b) => [...a].some((each) => b.has(each));
  return {
    allReachable: those((to) => others(to).every((from) => reaches(from, to))),
    allIsolated: those((to) => !others(to).some((from) => reaches(from, to))),
    userCrossed: those((to) => others(to).some((from) => userOf(from) !== userOf(to) && reaches(from, to))),
    shadowed: pairs((a, b) => b.selects.size > 0 && within(b.selects, a.selects) && within(b.allows, a.allows)),
    conflicting: pairs((a, b) => policies.indexOf(a) < policies.indexOf(b) && common(a.selects, b.selects) && !common(a.allows, b.allows)),
  };
}
