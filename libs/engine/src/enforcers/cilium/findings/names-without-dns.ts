import type { Finding } from '../../../model/diagnostic.ts';
import { objectText } from '../../../model/location.ts';
import { matchesLabels, type LabelExpression } from '../../../model/label-expression.ts';
import { subjectOfSpec } from '../selectors.ts';
import { placedSpecs } from './placed-selectors.ts';
import { reported } from './report.ts';
import type { FindingScene } from './scene.ts';

/** Rules by name for pods whose DNS answers nobody looks at, so that no address is ever learned. */
export function namesWithoutDns({ snapshot, settings, likes }: FindingScene): readonly Finding[] {
  const placed = snapshot.policies.flatMap((policy) => placedSpecs(policy).map(({ spec, pointer }) => ({ policy, spec, pointer, own: subjectOfSpec(spec, { namespace: policy.namespace === '' ? null : policy.namespace, settings }) })));
  const looking: readonly LabelExpression[] = placed.filter(({ spec }) => (spec.egress ?? []).some(({ toPorts }) => (toPorts ?? []).some(({ rules }) => rules?.dns))).map(({ own }) => own);
  return placed.flatMap(({ policy, spec, pointer, own }) => (spec.egress ?? []).flatMap(({ toFQDNs }, index): readonly Finding[] => {
    if ((toFQDNs ?? []).length === 0 || likes.some(({ example }) => matchesLabels(own, example.labels) && looking.some((other) => matchesLabels(other, example.labels)))) return [];
    // Without pods there is nobody whose other policies could be looked at, apart from the policy itself.
    if (looking.includes(own)) return [];
    return [reported({
      code: 'CILIUM_NAMES_WITHOUT_DNS', severity: 'high', policy, manifest: policy.manifest, pointer: `${pointer}/egress/${String(index)}/toFQDNs`,
      message: `${objectText(policy)} allows names, and no rule has the DNS queries of its pods looked at (rules.dns beside the port of a resolver), so that no address is learned and nothing is allowed by name.`,
    })];
  }));
}
