import type { Diagnostic } from '../../model/diagnostic.ts';
import { QuestionError } from '../../model/failure.ts';
import type { EnforcerIdentity } from '../../model/firewalls.ts';
import type { Enforcer } from '../enforcer.ts';
import { departures, lowerProfiled } from './lower-profiled.ts';
import { profileFindings } from './profile-findings.ts';
import type { Profile } from './profile.ts';
import { atRelease, type ByRelease } from './release.ts';

/** The settings of an enforcer: their values, the first by default, and what each of them changes. */
export type Options = Readonly<Record<string, readonly (readonly [value: string, changes: Partial<Profile>])[]>>;

/** An enforcer that is all data. */
export interface Definition {
  readonly name: string;
  /** Other names by which questions may call it. */
  readonly aliases?: readonly string[];
  /** Oldest first; an enforcer whose releases do not matter has one. */
  readonly releases: readonly [ByRelease<Profile>[number], ...ByRelease<Profile>];
  /** The newest release whose profile is known; null where releases are not told apart. */
  readonly newest: string | null;
  readonly options: Options;
}

type Settings = Readonly<Record<string, string>>;

/** An enforcer from what is known of it. */
export function profiledEnforcer(definition: Definition): Enforcer {
  const { name, aliases = [], options } = definition;
  const settingKeys = Object.keys(options).map((key) => `${name}.${key}`);
  const read = (version: string | null, settings: Settings): { readonly identity: EnforcerIdentity; readonly profile: Profile } => profileOf(definition, version, settings);
  return {
    name, aliases, settingKeys,
    lower: (snapshot, version, settings) => { const { identity, profile } = read(version, settings); return lowerProfiled(snapshot, identity, profile); },
    refusals: (snapshot, version, settings) => { const { identity, profile } = read(version, settings); return departures(snapshot, profile, identity).filter(({ isRefusal }) => isRefusal).map(refusal); },
    findings: (snapshot, version, settings) => { const { identity, profile } = read(version, settings); return profileFindings(snapshot, identity, profile); },
    profile: (version, settings) => read(version, settings).profile,
  };
}

function refusal({ message, policy, source }: ReturnType<typeof departures>[number]): Diagnostic {
  return { severity: 'error', code: 'FIELD_NOT_HONOURED', message, state: 'refused', resource: policy, ...(source !== null && { source }), path: '/spec' };
}

function profileOf({ name, releases, newest, options }: Definition, version: string | null, settings: Settings): { readonly identity: EnforcerIdentity; readonly profile: Profile } {
  const chosen = chooseOptions(name, options, settings);
  const base = newest === null ? releases[0][1] : atRelease(releases, version, name);
  const profile = Object.entries(chosen).reduce<Profile>((current, [key, value]) => {
    const { features = {}, ...change } = options[key]?.find(([each]) => each === value)?.[1] ?? {};
    return { ...current, ...change, features: { ...current.features, ...features } };
  }, base);
  return { profile, identity: { name, version: version ?? newest, settings: Object.fromEntries(Object.entries(chosen).map(([key, value]) => [`${name}.${key}`, value])) } };
}

/** Every option with the value that it has. */
function chooseOptions(name: string, options: Options, settings: Settings): Readonly<Record<string, string>> {
  const prefix = `${name}.`; const known = Object.keys(options);
  for (const [setting, value] of Object.entries(settings)) {
    const key = setting.startsWith(prefix) ? setting.slice(prefix.length) : '';
    const choices = ((Object.hasOwn(options, key) ? options[key] : undefined) ?? []).map(([each]) => each);
    if (choices.length === 0) throw new QuestionError('VALIDATION_FAILED', `There is no setting ${setting}; there ${known.length === 0 ? 'is none' : `are ${known.map((each) => prefix + each).join(', ')}`}.`, { setting, settings: known.map((each) => prefix + each) });
    if (!choices.includes(value)) throw new QuestionError('VALIDATION_FAILED', `${setting} is ${choices.join(' or ')}, not ${value}.`, { setting, value, choices });
  }
  return Object.fromEntries(known.map((key) => [key, settings[prefix + key] ?? options[key]?.[0]?.[0] ?? '']));
}
