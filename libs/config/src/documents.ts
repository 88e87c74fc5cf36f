import { z } from 'zod';
import { SECRET_SETTINGS, settings } from './settings.ts';

/** One setting as people read of it. */
interface Setting {
  readonly name: string;
  readonly kind: string;
  /** Null where there is none and the setting must be given. */
  readonly initial: string | null;
  readonly text: string;
}

const COMMAND_SETTINGS: readonly Setting[] = [
  { name: 'NO_COLOR', kind: 'anything', initial: '', text: 'Set to anything, output has no colour.' },
  { name: 'POSTERN_SERVER', kind: 'address', initial: '', text: 'The service that `postern push` sends to.' },
  { name: 'POSTERN_TOKEN', kind: 'token, secret', initial: '', text: 'The token for that service.' },
];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

function range(schema: Readonly<Record<string, unknown>>): string {
  const { minimum, maximum } = schema;
  const isBounded = typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER;
  return isBounded ? `whole number, ${String(minimum)} to ${maximum}` : `whole number, at least ${String(minimum)}`;
}

function kindOf(name: string, schema: Readonly<Record<string, unknown>>): string {
  const secret = SECRET_SETTINGS.has(name) ? ', secret' : '';
  if (Array.isArray(schema['enum'])) return schema['enum'].join(', ');
  if (schema['type'] === 'integer') return range(schema);
  if (schema['type'] === 'boolean') return 'true or false';
  return `${schema['format'] === 'uri' ? 'address' : 'text'}${secret}`;
}

function toSetting([name, schema]: readonly [string, unknown]): Setting {
  if (!isRecord(schema)) throw new TypeError(`${name} has no description`);
  const { default: initial, description } = schema;
  return { name, kind: kindOf(name, schema), initial: initial === undefined ? null : typeof initial === 'string' ? initial : JSON.stringify(initial), text: typeof description === 'string' ? description : '' };
}

/** The settings of the service, in the order of their declaration. */
export function serviceSettings(): readonly Setting[] {
  const { properties } = z.toJSONSchema(settings, { io: 'output', unrepresentable: 'any' });
  return Object.entries(properties ?? {}).map(toSetting);
}

const exampleLine = ({ name, kind, initial, text }: Setting): string =>
  `# ${text.replaceAll('`', '')} (${kind})\n${initial === null ? `${name}=` : `# ${name}=${initial}`}\n`;

/** The text of `.env.example`. */
export function environmentExample(): string {
  return ['# Settings of the Postern service. Made from libs/config by `npm run contracts`.\n', ...serviceSettings().map(exampleLine)].join('\n');
}

const row = ({ name, kind, initial, text }: Setting): string =>
  `| \`${name}\` | ${text.replaceAll('|', '\\|')} | ${kind} | ${initial === null ? 'must be set' : initial === '' ? 'not set' : `\`${initial}\``} |`;

const table = (rows: readonly Setting[]): string => ['| variable | what it sets | kind | unless set |', '| --- | --- | --- | --- |', ...rows.map(row)].join('\n');

/** The text of `docs/configuration.md`. */
export function configurationPage(): string {
  return `# Configuration

Made from \`libs/config\` by \`npm run contracts\`; change it there.

Everything is set by environment variables. An empty variable is an absent one. The service names every mistake at once
and does not start with one; it never prints a value. \`npm start\` sets \`DATABASE_URL\` and \`PORT\` itself where they are
not given, and \`LOG_LEVEL\` to \`warn\`.

## The service

${table(serviceSettings())}

## The command line

${table(COMMAND_SETTINGS)}
`;
}
