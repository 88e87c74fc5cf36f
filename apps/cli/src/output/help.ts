import { COMMON_OPTIONS, OPTIONS, type OptionDescription, type OptionName } from '../arguments/options.ts';
import type { Command } from '../commands/command.ts';

const REFERENCES = `References
  endpoint  pod:shop/web-7d9f  deploy:shop/web (sts: ds: rs: rc: job: cronjob:)  workload:shop/web  ns:shop
            svc:shop/api:https  node:worker-3  ip:10.2.0.7  ip:10.2.0.0/16  ip:10.2.0.0-10.2.3.255  internet
            sel:shop{app=web}  sel:{team=pay}/{app=db}
  traffic   tcp/443  udp/53  tcp/8000-8100  tcp/http (a named port)  any
`;

const EXITS = `Exit status
  0 yes, no difference   1 no or partly, differences with --exit-code   2 usage   3 cannot tell
  4 input could not be parsed   5 not found   6 not permitted   7 service unavailable   8 internal
`;

/** The help of the whole command line. */
export function generalHelp(commands: readonly Command[]): string {
  const rows = commands.map((command) => [`  postern ${command.name} ${command.parameters}`.trimEnd(), command.summary] as const);
  return `postern: who can reach whom in a Kubernetes cluster, and which rule decides\n\nUsage\n${columns(rows)}\n${REFERENCES}\n${EXITS}
postern COMMAND --help shows the options of a command; postern --version the version.
`;
}

/** The help of one command, with its options and examples. */
export function commandHelp(command: Command): string {
  const options = [...command.options, ...COMMON_OPTIONS].map((name) => [`  ${optionText(name)}`, name === 'output' ? formatsText(command.formats) : OPTIONS[name].help] as const);
  const usesReferences = /FROM|TO/.test(command.parameters);
  return `postern ${command.name}: ${command.summary}\n\nUsage\n  ${`postern ${command.name} [OPTIONS] ${command.parameters}`.trimEnd()}\n
Options\n${columns(options)}\n${usesReferences ? `${REFERENCES}\n` : ''}Examples\n${command.examples.map((example) => `  ${example}\n`).join('')}`;
}

/** `table (the default), json or ndjson`. */
function formatsText([first = 'table', ...others]: Command['formats']): string {
  return [`${first} (the default)`, ...others].join(', ').replace(/, (?=[^,]*$)/, ' or ');
}

function optionText(name: OptionName): string {
  const option: OptionDescription = OPTIONS[name];
  return `${option.short === undefined ? '' : `-${option.short}, `}--${name}${option.value === undefined ? '' : ` ${option.value}`}`;
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + 3;
  return rows.map(([left, right]) => `${left.padEnd(width)}${right}\n`).join('');
}
