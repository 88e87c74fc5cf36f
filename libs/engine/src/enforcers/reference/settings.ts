import { QuestionError } from '../../model/failure.ts';

/** How the reference enforcer reads the points that upstream leaves open. */
export interface ReferenceSettings {
  /** U1: whether a host-network pod counts as its node's traffic or as a pod like any other. */
  readonly hostNetwork: 'node' | 'pod';
  /** U2: whether an `ipBlock` matches the addresses of pods. */
  readonly doesIpBlockMatchPods: boolean;
  /** U16: whether the labels of a namespace without an object are absent or unknown; null leaves it to the input's coverage. */
  readonly missingNamespace: 'absent' | 'unknown' | null;
}

/** The values that each setting takes; the first is the default where there is one. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  'reference.host-network': ['node', 'pod'],
  'reference.ip-block-matches-pods': ['true', 'false'],
  'reference.missing-namespace': ['absent', 'unknown'],
};

/**
 * Reads the reference enforcer's settings; what is not given has its default.
 *
 * @throws {QuestionError} VALIDATION_FAILED for a setting or a value that does not exist
 */
export function parseReferenceSettings(given: Readonly<Record<string, string>>): ReferenceSettings {
  for (const [key, value] of Object.entries(given)) {
    const choices = Object.hasOwn(CHOICES, key) ? CHOICES[key] : undefined;
    if (choices === undefined) throw new QuestionError('VALIDATION_FAILED', `There is no setting ${key}; there are ${Object.keys(CHOICES).join(', ')}.`, { setting: key, settings: Object.keys(CHOICES) });
    if (!choices.includes(value)) throw new QuestionError('VALIDATION_FAILED', `${key} is ${choices.join(' or ')}, not ${value}.`, { setting: key, value, choices });
  }
  const missing = given['reference.missing-namespace'];
  return {
    hostNetwork: given['reference.host-network'] === 'pod' ? 'pod' : 'node',
    doesIpBlockMatchPods: given['reference.ip-block-matches-pods'] !== 'false',
    missingNamespace: missing === 'absent' || missing === 'unknown' ? missing : null,
  };
}

/** The settings under their names, defaults filled in, so that two spellings of one view are equal. */
export function settingsRecord(settings: ReferenceSettings): Readonly<Record<string, string>> {
  return {
    'reference.host-network': settings.hostNetwork,
    'reference.ip-block-matches-pods': String(settings.doesIpBlockMatchPods),
    ...(settings.missingNamespace !== null && { 'reference.missing-namespace': settings.missingNamespace }),
  };
}
