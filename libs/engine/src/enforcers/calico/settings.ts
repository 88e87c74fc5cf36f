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

/** Settings that take one of some values; the first is what holds where nothing else is told, as the manifests of every way to install set it. */
const CHOICES = {
  'calico.staged': ['ignored', 'enforced'],
  'calico.services-without-namespace': ['nothing', 'policy-namespace'],
  'calico.defaultEndpointToHostAction': ['Accept', 'Drop', 'Return'],
} as const;

/** Settings that take a list of ports, with what Felix takes where it is told nothing. */
const PORTS = {
  'calico.failsafeInboundHostPorts': 'tcp:22,tcp:179,tcp:2379,tcp:2380,tcp:5473,tcp:6443,tcp:6666,tcp:6667,udp:68',
  'calico.failsafeOutboundHostPorts': 'tcp:179,tcp:2379,tcp:2380,tcp:5473,tcp:6443,tcp:6666,tcp:6667,udp:53,udp:67',
} as const;

type Setting = keyof typeof CHOICES | keyof typeof PORTS;
type Configuration = Readonly<Record<Setting, string>>;

const DEFAULTS: Configuration = {
  'calico.staged': CHOICES['calico.staged'][0], 'calico.services-without-namespace': CHOICES['calico.services-without-namespace'][0],
  'calico.defaultEndpointToHostAction': CHOICES['calico.defaultEndpointToHostAction'][0], ...PORTS,
};

/** The settings by their full names. */
export const SETTING_KEYS: readonly string[] = Object.keys(DEFAULTS);

const isSetting = (text: string): text is Setting => Object.hasOwn(DEFAULTS, text);
const choicesOf = (setting: Setting): readonly string[] | null => (setting in CHOICES ? CHOICES[setting as keyof typeof CHOICES] : null);

function checked(setting: string, value: string): readonly [Setting, string] {
  if (!isSetting(setting)) throw new QuestionError('VALIDATION_FAILED', `There is no setting ${setting}; there are ${SETTING_KEYS.join(', ')}.`, { setting, settings: SETTING_KEYS });
  const choices = choicesOf(setting);
  const chosen = choices === null ? value : choices.find((choice) => choice.toLowerCase() === value.toLowerCase());
  if (chosen === undefined) throw new QuestionError('VALIDATION_FAILED', `${setting} is ${choices?.join(' or ') ?? ''}, not ${value}.`, { setting, value, choices });
  if (choices === null && failsafePorts(value) === undefined) throw new QuestionError('VALIDATION_FAILED', `${setting} is none or a list such as tcp:22,udp:68, not ${value}.`, { setting, value });
  return [setting, chosen];
}

/** What holds: what the question sets, then what the cluster shows by the bare name, then the defaults. @throws {QuestionError} VALIDATION_FAILED */
export function calicoConfiguration(shown: Readonly<Record<string, string>>, given: Readonly<Record<string, string>>): Configuration {
  const set: Readonly<Partial<Record<Setting, string>>> = Object.fromEntries(Object.entries(given).map(([setting, value]) => checked(setting, value)));
  const seen = Object.fromEntries(Object.entries(shown).map(([key, value]) => [`calico.${key}`, value]));
  return Object.fromEntries(Object.entries(DEFAULTS).map(([setting, value]) => [setting, set[setting as Setting] ?? seen[setting] ?? value])) as Record<Setting, string>;
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
  const ports = (key: keyof typeof PORTS): readonly FailsafePort[] => failsafePorts(configuration[key]) ?? failsafePorts(DEFAULTS[key]) ?? [];
  return {
    areStagedEnforced: configuration['calico.staged'] === 'enforced',
    servicesWithoutNamespace: configuration['calico.services-without-namespace'] === 'policy-namespace' ? 'policy-namespace' : 'nothing',
    defaultEndpointToHostAction: (['Drop', 'Return'] as const).find((action) => action.toLowerCase() === configuration['calico.defaultEndpointToHostAction'].toLowerCase()) ?? 'Accept',
    failsafeInbound: ports('calico.failsafeInboundHostPorts'), failsafeOutbound: ports('calico.failsafeOutboundHostPorts'),
  };
}
