import type { IpFamily } from '../model/connection-set.ts';
import { QuestionError } from '../model/failure.ts';
import type { TrafficQuestion } from '../model/question.ts';
import { parseTraffic } from './traffic.ts';

/** One question of a probe, with its ends still as text. */
export interface ProbeQuestion { readonly src: string; readonly dst: string; readonly traffic: TrafficQuestion | null }

type Fields = Readonly<Record<string, unknown>>;

/** A line as fields; undefined where it is no JSON object. */
export function parseProbeFields(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Fields : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads the fields of one question.
 *
 * @throws {QuestionError} VALIDATION_FAILED where a field is missing or of the wrong kind, REF_INVALID where its traffic cannot be read
 */
export function readProbe(fields: Fields): ProbeQuestion {
  return { src: text(fields, 'src'), dst: text(fields, 'dst'), traffic: readTraffic(fields) };
}

function readTraffic(fields: Fields): TrafficQuestion | null {
  const family = readFamily(fields['family']);
  const sourcePort = optionalNumber(fields, 'sourcePort', 65_535);
  const options = { ...(family === undefined ? {} : { family }), ...(sourcePort === undefined ? {} : { sourcePort }) };
  const traffic = parseTraffic(fields['traffic'] === undefined ? protocolText(fields) : text(fields, 'traffic'), options);
  // The set of every port tells the families apart by itself; an answer about both would not be what was asked for.
  if (traffic === null && family !== undefined) invalid('family stands beside a protocol; the set of every port names the families itself');
  return traffic;
}

/** The question's traffic in the notation of references, so that both are read by the same rules. */
function protocolText(fields: Fields): string {
  const protocol = fields['protocol'];
  if (typeof protocol === 'number') return `proto/${String(protocol)}`;
  if (typeof protocol !== 'string') invalid('protocol is missing; "traffic": "any" asks for every port');
  if (/^\d+$/.test(protocol)) return `proto/${protocol}`;
  const type = optionalNumber(fields, 'icmpType', 255);
  const code = optionalNumber(fields, 'icmpCode', 255);
  if (type !== undefined) return `${protocol}/${String(type)}${code === undefined ? '' : `/${String(code)}`}`;
  if (code !== undefined) invalid('icmpCode stands beside icmpType');
  const port = fields['port'];
  if (port === undefined || port === null) return protocol;
  if (typeof port !== 'number' && typeof port !== 'string') invalid('port is a number or a name');
  return `${protocol}/${String(port)}`;
}

function readFamily(value: unknown): IpFamily | undefined {
  if (value === undefined || value === null) return undefined;
  if (value === 'IPv4') return 4;
  if (value === 'IPv6') return 6;
  return invalid('family is "IPv4" or "IPv6"');
}

function text(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : invalid(`${name} is missing or no text`);
}

function optionalNumber(fields: Fields, name: string, most: number): number | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value;
  return invalid(`${name} is a whole number from 0 to ${String(most)}`);
}

function invalid(message: string): never {
  throw new QuestionError('VALIDATION_FAILED', message);
}
