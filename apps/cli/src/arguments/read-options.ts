import type { Basis, Grouping, NamedEnforcer } from '@postern/engine';
import { usageFailure } from '../command-failure.ts';
import type { Options, OutputFormat } from './options.ts';

/** Option values as `parseArgs` leaves them. */
export type RawOptions = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

const BASES: readonly Basis[] = ['EFFECTIVE', 'SPECIFIED', 'ENFORCED'];
const GROUPINGS: readonly Grouping[] = ['pod', 'workload', 'owner', 'namespace'];
// Written out, so that the engine is loaded only once the command is known.
const ENFORCERS: readonly string[] = [
  'reference', 'antrea', 'aws', 'aws-network-policy-agent', 'aws-vpc-cni', 'azure-npm', 'azure-npm-lite', 'calico', 'canal', 'cilium', 'eks-auto-mode', 'flannel', 'k3s', 'k3s-netpol', 'kindnet', 'knp',
  'kube-network-policies', 'kube-ovn', 'kube-router', 'none', 'ovn-k', 'ovn-kubernetes', 'weave', 'weave-net', 'weave-npc',
];

/** Checks the values of all options; every value that is not known is a usage error that names the known ones. `formats` are those of the command. */
export function readOptions(raw: RawOptions, formats: readonly OutputFormat[]): Options {
  const settings = readSettings('--set', list(raw['set']));
  return {
    in: list(raw['in']),
    output: readFormat(text(raw['output']), formats),
    basis: readBasis(text(raw['basis']) ?? basisFor(settings, text(raw['as']))),
    enforcer: readEnforcer('--as', text(raw['as'])),
    settings,
    target: readTarget(text(raw['as-target']), list(raw['set-target'])),
    isDifferenceList: raw['differences'] === true,
    isImpactAsked: raw['impact'] === true,
    group: oneOf('--group', text(raw['group']) ?? 'workload', GROUPINGS),
    isUnknownAllowed: raw['allow-unknown'] === true,
    isDifferenceFailure: raw['exit-code'] === true,
    isChurnIgnored: raw['ignore-endpoint-churn'] === true,
    server: text(raw['server']),
    cluster: text(raw['cluster']),
    token: text(raw['token']),
    isWaiting: raw['wait'] === true,
    isQuiet: raw['quiet'] === true,
  };
}

const text = (value: RawOptions[string]): string | null => (typeof value === 'string' ? value : null);
const list = (value: RawOptions[string]): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((item) => item === value);
  if (found === undefined) throw usageFailure(`${option} ${value}: not known; it is one of ${known.join(', ')}`);
  return found;
}

/** A setting of the reference has no effect on what a recognised enforcer does: whoever gives one asks by the upstream text. */
const basisFor = (settings: Options['settings'], enforcer: string | null): string => (enforcer === null && Object.keys(settings).some((key) => key.startsWith('reference.')) ? 'specified' : 'effective');

/** A command with one fixed form has no option for it. */
const readFormat = (value: string | null, formats: readonly OutputFormat[]): OutputFormat => (value === null ? 'table' : oneOf('-o', value, formats));

function readBasis(value: string): Basis {
  return oneOf('--basis', value, BASES.map((basis) => basis.toLowerCase())).toUpperCase() as Basis;
}

function readTarget(enforcer: string | null, settings: readonly string[]): Options['target'] {
  if (enforcer === null && settings.length > 0) throw usageFailure('--set-target: say whose setting it is with --as-target');
  return enforcer === null ? null : { enforcer: readEnforcer('--as-target', enforcer), settings: readSettings('--set-target', settings) };
}

function readEnforcer(option: string, value: string | null): NamedEnforcer | null {
  if (value === null) return null;
  const [name = '', version] = value.split('@', 2);
  oneOf(option, name, ENFORCERS);
  if (name === 'reference' && version !== undefined) throw usageFailure(`${option} ${value}: the reference enforcer has no versions`);
  return { name, version: version ?? null };
}

function readSettings(option: string, items: readonly string[]): Readonly<Record<string, string>> {
  const settings: Record<string, string> = {};
  for (const item of items) {
    const at = item.indexOf('=');
    if (at < 1) throw usageFailure(`${option} ${item}: it is KEY=VALUE, such as reference.host-network=pod`);
    settings[item.slice(0, at)] = item.slice(at + 1);
  }
  return settings;
}
