import { expect, it } from 'vitest';
import { ALL_PORTS, connections, EMPTY } from '../../model/connection-set.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { ConnectionAnswer } from '../../query/answers.ts';
import { connectionsDot } from './connections-dot.ts';

const peer = (ref: string): ConnectionAnswer['from'] => ({ ref, kind: 'pod', namespace: 'a', pods: 1, range: null });
const row = (from: string, to: string, verdict: Verdict): ConnectionAnswer => ({
  from: peer(from), to: peer(to),
  reachability: { verdict, allowed: verdict === 'ALLOWED' ? connections('TCP', 80) : EMPTY, partial: verdict === 'ALLOWED' ? EMPTY : connections('TCP', 80), undecided: EMPTY, universe: ALL_PORTS, pairs: { total: 1, allowed: 1, denied: 0, partial: 0, unknown: 0 }, confidence: 'EXACT', caveats: [] },
});

it('draws an arrow for each pair, dashed where not everything is allowed for every one', () => {
  expect([...connectionsDot([row('pod:a/x', 'pod:a/y', 'ALLOWED'), row('pod:a/y', 'pod:a/x', 'PARTIAL')])].join('')).toBe([
    'digraph connections {', '  rankdir=LR;', '  node [shape=box];', '  "pod:a/x" -> "pod:a/y" [label="TCP 80"];', '  "pod:a/y" -> "pod:a/x" [label="partly TCP 80", style=dashed];', '}', '',
  ].join('\n'));
});

it('lets no name end its quotes or stand for the name of the graph', () => {
  expect([...connectionsDot([row(String.raw`pod:a/"]; x\G`, 'pod:a/\u202Ey', 'ALLOWED')])][1]).toBe(String.raw`  "pod:a/\"]; x\\G" -> "pod:a/\\u{202e}y" [label="TCP 80"];` + '\n');
});
