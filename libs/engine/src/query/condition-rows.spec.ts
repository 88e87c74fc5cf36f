import { expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { View } from '../compile/view.ts';
import { resolveEndpoint } from '../references/resolve-endpoint.ts';
import { ciliumPolicy, underCilium } from '../testing/cilium-world.ts';
import type { Reachability } from '../model/verdict.ts';
import { connectionsOf } from './connections-of.ts';
import { reachableFrom, whoCanReach } from './set-questions.ts';

const FILTERED = '{fromEndpoints: [{matchLabels: {app: web}}], toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{method: GET}]}}]}';
const AUTHENTICATED = '{fromEntities: [world], authentication: {mode: required}}';
const viewOf = (rules: string): View => compile(underCilium([ciliumPolicy('shop/p', `endpointSelector: {matchLabels: {app: db}}, ingress: [${rules}]`)]).firewalls);

/** Codes of conditions by peer, without caveats that every answer has. */
const said = ({ caveats }: Reachability): string => caveats.map(({ code }) => code).filter((code) => code === 'L7_FILTERED' || code === 'NEEDS_AUTHENTICATION').join(' ');
const who = (view: View): readonly string[] => whoCanReach(view, { to: resolveEndpoint(view, 'pod:shop/db'), traffic: null, groupBy: 'pod' }).map(({ peer, reachability }) => `${peer.ref} ${said(reachability)}`.trim());

it('a row says the conditions under which its connections hold', () => {
  expect(who(viewOf(`${FILTERED}, {fromEndpoints: [{matchLabels: {app: api}}]}, ${AUTHENTICATED}`))).toEqual([
    'node:n1', 'pod:shop/api', 'pod:shop/web L7_FILTERED', 'ip:0.0.0.0/0 NEEDS_AUTHENTICATION', 'ip:::/0 NEEDS_AUTHENTICATION',
  ]);
});

it('a plain rule for the same connections takes the condition away', () => {
  expect(who(viewOf(`${FILTERED}, {fromEndpoints: [{}]}`)).filter((row) => row.includes('L7'))).toEqual([]);
});

it('holds for what an end reaches, and for the whole list', () => {
  const view = viewOf(FILTERED);
  const reached = reachableFrom(view, { from: resolveEndpoint(view, 'pod:shop/web'), traffic: null, groupBy: 'pod' });
  expect(reached.filter(({ reachability }) => said(reachability) !== '').map(({ peer }) => peer.ref)).toEqual(['pod:shop/db']);
  const rows = [...connectionsOf(viewOf(`${FILTERED}, ${AUTHENTICATED}`), { groupBy: 'pod' })].filter(({ reachability }) => said(reachability) !== '');
  expect(rows.map(({ from, to, reachability }) => `${from.kind} ${to.ref} ${said(reachability)}`)).toContain('pod pod:shop/db L7_FILTERED');
  expect(new Set(rows.filter(({ from }) => from.kind === 'range').map(({ to, reachability }) => `${to.ref} ${said(reachability)}`))).toEqual(new Set(['pod:shop/db NEEDS_AUTHENTICATION']));
});

it('more conditions than are told apart are spoken of together', () => {
  const filters = ['serverNames: [a.example]', 'rules: {http: [{}]}', 'rules: {http: [{path: /1}]}', 'rules: {http: [{path: /2}]}'].map((filter, index) => `{fromEndpoints: [{}], toPorts: [{ports: [{port: "${String(80 + index)}", protocol: TCP}], ${filter}}]}`);
  const view = viewOf(filters.join(', '));
  const [row] = whoCanReach(view, { to: resolveEndpoint(view, 'pod:shop/db'), traffic: null, groupBy: 'pod' }).filter(({ reachability }) => said(reachability) !== '');
  expect(row?.reachability.caveats.filter(({ code }) => code === 'L7_FILTERED').map(({ message }) => message)).toEqual(['Some of it holds under conditions that differ from rule to rule; an explanation of one pair names them.']);
});

it('rows carry their conditions apart from what every answer says, and records and tables show them', () => {
  const view = viewOf(`${FILTERED}, {fromEndpoints: [{matchLabels: {app: api}}]}`);
  const subject = resolveEndpoint(view, 'pod:shop/db');
  const peers = whoCanReach(view, { to: subject, traffic: null, groupBy: 'pod' });
  expect(peers.map(({ peer, conditions }) => [peer.ref, conditions?.map(({ code }) => code)])).toEqual([['node:n1', undefined], ['pod:shop/api', undefined], ['pod:shop/web', ['L7_FILTERED']]]);
});
