import type { Finding } from '../../../model/diagnostic.ts';
import { objectText } from '../../../model/location.ts';
import { reported } from '../../../model/reported.ts';
import type { FindingScene } from './scene.ts';

/** Policies that are stored without types, which no client of the API leaves out. */
export function storedTypes({ own }: FindingScene): readonly Finding[] {
  return own.filter(({ manifest }) => manifest.isStored && (manifest.spec.types ?? []).length === 0).map((policy) => reported({
    code: 'CALICO_TYPES_MISSING', severity: 'medium', policy, manifest: policy.manifest, pointer: '/spec/types',
    message: `${objectText(policy)} is stored without types, so that it isolates what it selects in both directions, whatever its rules are about.`,
  }));
}
