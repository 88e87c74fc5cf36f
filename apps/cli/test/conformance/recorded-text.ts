import { indexReference } from './listing.ts';
import { canonical, EVERYTHING, type PortSets } from './port-sets.ts';

/** Reads a set as the recorded tool prints it: `All Connections`, `No Connections`, `SCTP 1-65535,TCP 1-79,81-65535`. */
export function readRecordedText(text: string): PortSets {
  if (text === 'All Connections') return EVERYTHING;
  const sets: Record<string, (readonly [number, number])[]> = {};
  let protocol = '';
  for (const item of text === 'No Connections' ? [] : text.split(',')) {
    const [first = '', second] = item.trim().split(' ');
    if (second !== undefined) protocol = first;
    const [from, to] = (second ?? first).split('-').map(Number);
    sets[protocol] = [...(sets[protocol] ?? []), [from ?? Number.NaN, to ?? from ?? Number.NaN]];
  }
  return canonical(sets);
}

/** The rows `FROM => TO : SET` of a printed list; without a set where the list is about one port. */
export function recordedTextRows(text: string): readonly { readonly from: string; readonly to: string; readonly ports: PortSets }[] {
  return text.split('\n').flatMap((line) => {
    const match = /^(\S+) => (\S+)(?: : (.*))?$/.exec(line);
    return match === null ? [] : [{ from: peerReference(match[1] ?? ''), to: peerReference(match[2] ?? ''), ports: readRecordedText(match[3] ?? '') }];
  });
}

const peerReference = (text: string): string => (text.endsWith('[External]') ? `ip:${text.replace('[External]', '')}` : indexReference(text).replace(/[{}]/g, ''));
