import type { Basis, Grouping, NamedEnforcer } from '@postern/engine';

export type OutputFormat = 'table' | 'json' | 'ndjson' | 'csv' | 'md' | 'dot';

/** Every option of every command; a command names those it takes. */
export const OPTIONS = {
  in: { type: 'string', multiple: true, value: 'PATH', help: 'folder or file to read, "-" for standard input; repeatable' },
  output: { type: 'string', short: 'o', value: 'FORMAT', help: 'a format of the command' },
  basis: { type: 'string', value: 'BASIS', help: 'effective (the default), specified (the default with --set reference.KEY) or enforced' },
  as: { type: 'string', value: 'ENFORCER', help: 'answer as if the cluster ran this enforcer, perhaps of a release: reference, cilium@1.20.2, weave@2.8.1, flannel, …' },
  set: { type: 'string', multiple: true, value: 'KEY=VALUE', help: 'a setting of the enforcer, such as reference.host-network=pod; repeatable' },
  'as-target': { type: 'string', value: 'ENFORCER', help: 'the enforcer of the second version, where another is meant than that of the first' },
  'set-target': { type: 'string', multiple: true, value: 'KEY=VALUE', help: 'a setting of the enforcer of the second version; repeatable' },
  differences: { type: 'boolean', help: 'list every connection for which the cluster does otherwise than its policies say' },
  impact: { type: 'boolean', help: 'look for policies and rules too that could be removed and no answer would be another; takes longer' },
  group: { type: 'string', value: 'GROUPING', help: 'pod, workload (the default), owner or namespace' },
  'allow-unknown': { type: 'boolean', help: 'exit 0 instead of 3 where the answer cannot be told' },
  'exit-code': { type: 'boolean', help: 'exit 1 where anything differs' },
  'ignore-endpoint-churn': { type: 'boolean', help: 'hide endpoints that exist on one side only' },
  server: { type: 'string', value: 'URL', help: 'address of the service (or POSTERN_SERVER)' },
  cluster: { type: 'string', value: 'NAME', help: 'cluster that the version belongs to' },
  token: { type: 'string', value: 'TOKEN', help: 'token for the service; prefer POSTERN_TOKEN, which other users of the machine cannot see' },
  wait: { type: 'boolean', help: 'wait until the version can be asked' },
  quiet: { type: 'boolean', short: 'q', help: 'no diagnostics and no progress on standard error' },
  help: { type: 'boolean', short: 'h', help: 'show this help' },
} as const satisfies Record<string, OptionDescription>;

export interface OptionDescription {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: true;
  readonly value?: string;
  readonly help: string;
}

export type OptionName = keyof typeof OPTIONS;

/** What asks about one set of files takes. */
export const VIEW_OPTIONS = ['in', 'basis', 'as', 'set'] as const satisfies readonly OptionName[];
/** What every command takes. */
export const COMMON_OPTIONS = ['quiet', 'help'] as const satisfies readonly OptionName[];

/** The options of one call, read and checked. */
export interface Options {
  readonly in: readonly string[];
  readonly output: OutputFormat;
  readonly basis: Basis;
  /** Null where none is named, so that those count that are recognised. */
  readonly enforcer: NamedEnforcer | null;
  readonly settings: Readonly<Record<string, string>>;
  /** Who reads the second of two versions; null for the one who reads the first. */
  readonly target: { readonly enforcer: NamedEnforcer | null; readonly settings: Readonly<Record<string, string>> } | null;
  readonly isDifferenceList: boolean;
  readonly isImpactAsked: boolean;
  readonly group: Grouping;
  readonly isUnknownAllowed: boolean;
  readonly isDifferenceFailure: boolean;
  readonly isChurnIgnored: boolean;
  readonly server: string | null;
  readonly cluster: string | null;
  readonly token: string | null;
  readonly isWaiting: boolean;
  readonly isQuiet: boolean;
}
