/** The rules of each policy, with their places. */
export function policyRules({ tiers }) {
  const found = new Map();
  for (const direction of ['egress', 'ingress']) for (const [tier, { rules }] of tiers[direction].entries()) for (const [at, rule] of rules.entries()) {
    if (rule.origin === null) continue;
    const { kind, namespace, name } = rule.origin; const key = `${kind}/${namespace}/${name}`;
    found.set(key, [...(found.get(key) ?? []), { direction, tier, at, rule }]);
  }
  return [...found.values()];
}
