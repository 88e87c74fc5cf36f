import type { Finding } from '../../../model/diagnostic.ts';
import { objectText } from '../../../model/location.ts';
import { reported } from '../../../model/reported.ts';
import type { FindingScene } from './scene.ts';

/** Conditions that Felix cannot read and leaves out, so that a policy or rule means more than it says. */
export const termsLeftOut = ({ own }: FindingScene): readonly Finding[] => own.flatMap((policy) => policy.manifest.leftOut.map((pointer) => reported({
  code: 'CALICO_TERM_LEFT_OUT', severity: 'high', policy, manifest: policy.manifest, pointer,
  message: `${objectText(policy)}: Felix cannot read ${pointer} and leaves it out, so that more is meant than is written.`,
})));
