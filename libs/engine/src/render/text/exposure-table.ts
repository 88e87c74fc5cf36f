import type { BlockedPath, DeadEnd, ExposureAnswer, ExposureFront, ExposureItem, ExposurePath } from '../../exposure/answers.ts';
import type { Caveat } from '../../model/firewalls.ts';
import { setTexts } from '../documents/set-text.ts';
import { caveatNotes, counted } from './notes.ts';
import { printable } from './printable.ts';
import { resourceText } from './resource-text.ts';
import { setCell } from './set-cell.ts';
import { table } from './table.ts';

/** Answers about one or both directions as tables, with what is closed, what leads nowhere, and what had to be assumed below. */
export function exposureTable(answers: readonly ExposureAnswer[], caveats: readonly Caveat[]): string {
  return [...answers.map((answer) => (answer.direction === 'ingress' ? inwards(answer) : outwards(answer))), caveatNotes(caveats)].filter((part) => part !== '').join('\n');
}

function inwards({ items, blocked, deadEnds }: ExposureAnswer): string {
  const rows = items.flatMap((item) => item.via.map((path, index) => [index === 0 ? item.peer.ref : '', wayText(path), path.verdict, cellOf(path, item)]));
  const body = rows.length === 0 ? '' : `\n${table(['EXPOSED', 'THROUGH', 'VERDICT', 'CONNECTIONS'], rows)}`;
  const notes = [...blocked.map(blockedLine), ...deadEnds.map(deadEndLine), ...assumptions(items, blocked).map((sentence) => `assumed: ${printable(sentence)}.\n`)].join('');
  return `${counted(items.length, 'exposed end')}\n${body}${notes === '' ? '' : `\n${notes}`}`;
}

function outwards({ items }: ExposureAnswer): string {
  const rows = items.map((item) => [item.peer.ref, item.verdict, cellOf(item, item), String(item.peer.pods)]);
  return `${counted(items.length, 'end')} can reach the internet\n${rows.length === 0 ? '' : `\n${table(['FROM', 'VERDICT', 'CONNECTIONS', 'PODS'], rows)}`}`;
}

const cellOf = (sets: Pick<ExposurePath, 'allowed' | 'partial' | 'undecided'>, { universe }: ExposureItem): string => setCell(setTexts({ allowed: sets.allowed, partial: sets.partial, undecided: sets.undecided, universe }));

const WORDS: Readonly<Record<ExposureFront['kind'], string>> = {
  LOAD_BALANCER: 'load balancer of', NODE_PORT: 'node port of', EXTERNAL_IP: 'external address of', INGRESS: '', GATEWAY: '', ROUTE: '', HOST_NETWORK: 'the network of its node', DIRECT_CIDR: 'direct routing to its address',
};

/** `Ingress shop/front shop.example/pay`, `load balancer of Service shop/web TCP 443`. */
function wayText({ kind, resource, parent, hostnames, paths, addresses, ports }: ExposureFront): string {
  const urls = hostnames.length === 0 ? paths : hostnames.flatMap((host) => (paths.length === 0 ? [host] : paths.map((path) => `${host}${path}`)));
  const words = [WORDS[kind], resource === null ? '' : resourceText(resource), parent === null ? '' : `at ${resourceText(parent)}`, few(urls), few(ports), kind === 'INGRESS' ? '' : few(addresses)];
  return words.filter((word) => word !== '').join(' ');
}

const few = (texts: readonly string[]): string => (texts.length <= 3 ? texts.join(', ') : `${texts.slice(0, 3).join(', ')} and ${String(texts.length - 3)} more`);

const blockedLine = ({ peer, front }: BlockedPath): string => `closed: policies let nothing in to ${printable(peer.ref)} through ${printable(wayText(front))}\n`;
const deadEndLine = ({ resource, reason }: DeadEnd): string => `leads nowhere: ${printable(resourceText(resource))}: ${printable(reason)}\n`;

const assumptions = (items: readonly ExposureItem[], blocked: readonly BlockedPath[]): readonly string[] => [
  ...new Set([...items.flatMap(({ via }) => via), ...blocked.map(({ front }) => front)].flatMap(({ source }) => (source.assumption === null ? [] : [source.assumption]))),
];
