import type { BlockedPath, DeadEnd, ExposureAnswer, ExposureFront, ExposureItem, ExposurePath } from '../../exposure/answers.ts';
import type { Caveat } from '../../model/firewalls.ts';
import { setTexts } from '../documents/set-text.ts';
import { caveatNotes, counted } from './notes.ts';
import { printable } from './printable.ts';
import { resourceText } from './resource-text.ts';
import { notesSection, sectionsText, type Section } from './section.ts';
import { setCell } from './set-cell.ts';

/** Answers about one or both directions as tables, with what is closed, what leads nowhere, and what had to be assumed below. */
export const exposureTable = (answers: readonly ExposureAnswer[], caveats: readonly Caveat[]): string => [...sectionsText(exposureSections(answers, caveats))].join('');

/** Answers about one or both directions for people. */
export function exposureSections(answers: readonly ExposureAnswer[], caveats: readonly Caveat[]): readonly Section[] {
  return [...answers.map((answer) => (answer.direction === 'ingress' ? inwards(answer) : outwards(answer))), notesSection(caveatNotes(caveats))];
}

function inwards({ items, blocked, deadEnds }: ExposureAnswer): Section {
  const rows = items.flatMap((item) => item.via.map((path, index) => [index === 0 ? item.peer.ref : '', wayText(path), path.verdict, cellOf(path, item)]));
  const notes = [...blocked.map(blockedLine), ...deadEnds.map(deadEndLine), ...assumptions(items, blocked).map((sentence) => `assumed: ${printable(sentence)}.\n`)].join('');
  return { title: counted(items.length, 'exposed end'), headings: ['EXPOSED', 'THROUGH', 'VERDICT', 'CONNECTIONS'], rows, notes: () => notes };
}

function outwards({ items }: ExposureAnswer): Section {
  const rows = items.map((item) => [item.peer.ref, item.verdict, cellOf(item, item), String(item.peer.pods)]);
  return { title: `${counted(items.length, 'end')} can reach the internet`, headings: ['FROM', 'VERDICT', 'CONNECTIONS', 'PODS'], rows, notes: () => '' };
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
