import { QuestionError } from '../../model/failure.ts';

/** What of Felix's configuration changes verdicts, and how points are read that a question may turn. */
export interface CalicoSettings {
  /** Whether staged policies count as if they had been promoted. */
  readonly areStagedEnforced: boolean;
  /** What a Service of a peer without a namespace stands for: the code looks it up under none, the documentation means the policy's own. */
  readonly servicesWithoutNamespace: 'nothing' | 'policy-namespace';
  readonly defaultEndpointToHostAction: 'Accept' | 'Drop' | 'Return';
  readonly failsafeInbound: readonly FailsafePort[];
  readonly failsafeOutbound: readonly FailsafePort[];
}

/** A port that no host policy closes; `net` null for every address. */
export interface FailsafePort { readonly protocol: 'TCP' | 'UDP' | 'SCTP'; readonly port: number; readonly net: string | null }

/** Keys that a question may set, with the values that are taken; null for a list of ports. */
const KEYS = {
  staged: ['ignored', 'enforced'], 'services-without-namespace': ['nothing', 'policy-namespace'], defaultEndpointToHostAction: ['Accept', 'Drop', 'Return'], failsafeInboundHostPorts: null, failsafeOutboundHostPorts: null,
} as const;

type Key = keyof typeof KEYS;
type Configuration = Readonly<Record<Key, string>>;

/** The manifests of every way to install set the action that Felix itself would not take. */
const DEFAULTS: Configuration = {
  staged: 'ignored', 'services-without-namespace': 'nothing', defaultEndpointToHostAction: 'Accept',
  failsafeInboundHostPorts: 'tcp:22,tcp:179,tcp:2379,tcp:2380,tcp:5473,tcp:6443,tcp:6666,tcp:6667,udp:68',
  failsafeOutboundHostPorts: 'tcp:179,tcp:2379,tcp:2380,tcp:5473,tcp:6443,tcp:6666,tcp:6667,udp:53,udp:67',
};

/** The settings by their full names. */
export const SETTING_KEYS: readonly string[] = Object.keys(KEYS).map((key) => `calico.${key}`);

const isKey = (key: string): key is Key => Object.hasOwn(KEYS, key);

function checkGiven(given: Readonly<Record<string, string>>): Readonly<Partial<Record<Key, string>>> {
  return Object.fromEntries(Object.entries(given).map(([setting, value]) => {
    const key = setting.replace(/^calico\./, '');
    if (!isKey(key)) throw new QuestionError('VALIDATION_FAILED', `There is no setting ${setting}; there are ${SETTING_KEYS.join(', ')}.`, { setting, settings: SETTING_KEYS });
    const choices: readonly string[] | null = KEYS[key];
    const chosen = choices === null ? value : choices.find((choice) => choice.toLowerCase() === value.toLowerCase());
    if (chosen === undefined) throw new QuestionError('VALIDATION_FAILED', `${setting} is ${choices?.join(' or ') ?? ''}, not ${value}.`, { setting, value, choices });
    if (choices === null && failsafePorts(value) === undefined) throw new QuestionError('VALIDATION_FAILED', `${setting} is none or a list such as tcp:22,udp:68, not ${value}.`, { setting, value });
    return [key, chosen];
  }));
}

/** What holds: what the question sets, then what the cluster shows, then the defaults. @throws {QuestionError} VALIDATION_FAILED */
export function calicoConfiguration(collected: Readonly<Record<string, string>>, given: Readonly<Record<string, string>>): Configuration {
  const set = checkGiven(given);
  const shown = (key: Key): string | undefined => (Object.hasOwn(collected, key) ? collected[key] : undefined);
  return Object.fromEntries((Object.keys(KEYS) as Key[]).map((key) => [key, set[key] ?? shown(key) ?? DEFAULTS[key]])) as Record<Key, string>;
}

const FAILSAFE = /^(?:(tcp|udp|sctp):)?(?:\[?([0-9a-f.:]+\/\d{1,3})\]?:)?(\d{1,5})$/i;

/** Reads `tcp:22,udp:10.0.0.0/8:68`, or `none`; undefined where it is neither. */
function failsafePorts(text: string): readonly FailsafePort[] | undefined {
  if (text.trim().toLowerCase() === 'none' || text.trim() === '') return [];
  const ports = text.split(',').map((part): FailsafePort | undefined => {
    const match = FAILSAFE.exec(part.trim());
    const port = Number(match?.[3]);
    return match === null || port > 65_535 ? undefined : { protocol: (match[1] ?? 'tcp').toUpperCase() as FailsafePort['protocol'], net: match[2] ?? null, port };
  });
  return ports.every((port) => port !== undefined) ? ports : undefined;
}

/** The configuration as values. */
export function calicoSettings(configuration: Configuration): CalicoSettings {
  const ports = (key: 'failsafeInboundHostPorts' | 'failsafeOutboundHostPorts'): readonly FailsafePort[] => failsafePorts(configuration[key]) ?? failsafePorts(DEFAULTS[key]) ?? [];
  return {
    areStagedEnforced: configuration.staged === 'enforced',
    servicesWithoutNamespace: configuration['services-without-namespace'] === 'policy-namespace' ? 'policy-namespace' : 'nothing',
    defaultEndpointToHostAction: (['Drop', 'Return'] as const).find((action) => action.toLowerCase() === configuration.defaultEndpointToHostAction.toLowerCase()) ?? 'Accept',
    failsafeInbound: ports('failsafeInboundHostPorts'), failsafeOutbound: ports('failsafeOutboundHostPorts'),
  };
}
