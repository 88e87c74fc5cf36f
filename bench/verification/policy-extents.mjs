/** Which of some numbers are there, a bit for each. */
function bitsOf(numbers, words) {
  const bits = new Uint32Array(words);
  for (const number of numbers) bits[number >> 5] |= 1 << (number & 31);
  return bits;
}

/** What each policy selects and whom it allows, as bits of classes; `direction` says for which end. */
export function policyExtents({ tiers }, { labels, classes, conditions, peerSets }) {
  const words = (classes.count + 31) >> 5; const policies = [];
  for (const direction of ['ingress', 'egress']) for (const { rules } of tiers[direction]) for (const rule of rules) {
    if (rule.role !== 'rule' || rule.origin === null) continue;
    const peers = conditions.partsOf(rule).flatMap((part) => [...peerSets.membersOf(part.peers)]).filter((slot) => slot < classes.count);
    policies.push({ name: rule.origin.name, direction, selects: bitsOf(classes.ofLabelSets(labels.matches(rule.own).sure), words), allows: bitsOf(peers, words) });
  }
  return policies;
}
