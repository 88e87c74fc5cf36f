import { describe, expect, it } from 'vitest';
import { identityKey } from '../../model/location.ts';
import { recordedRows } from '../../testing/recorded-rows.ts';
import { readPolicy } from '../parse.ts';
import type { RefusingLayer } from './problem.ts';
import { calicoViolations } from './violations.ts';

interface Row { readonly title: string; readonly type?: string; readonly kind?: string; readonly object: Readonly<Record<string, unknown>>; readonly valid: boolean; readonly layer?: string }
interface Tables { readonly goValidator: readonly Row[]; readonly crdSchema: readonly Row[] }

const policyWith = (rule: object): object => ({ kind: 'NetworkPolicy', metadata: { name: 'part' }, spec: { ingress: [rule] } });

/** Parts of objects stand in the smallest whole object. */
const WHOLE: Readonly<Record<string, (part: Readonly<Record<string, unknown>>) => object>> = {
  Rule: policyWith,
  EntityRule: (source) => policyWith({ action: 'Allow', source }),
  ICMPFields: (icmp) => policyWith({ action: 'Allow', protocol: 'ICMP', icmp }),
  HTTPMatch: (http) => policyWith({ action: 'Allow', http }),
  HostEndpointSpec: (spec) => ({ kind: 'HostEndpoint', metadata: { name: 'part' }, spec }),
  GlobalNetworkSetSpec: (spec) => ({ kind: 'GlobalNetworkSet', metadata: { name: 'part' }, spec }),
  NetworkSetSpec: (spec) => ({ kind: 'NetworkSet', metadata: { name: 'part' }, spec }),
  GlobalNetworkPolicySpec: (spec) => ({ kind: 'GlobalNetworkPolicy', metadata: { name: 'part' }, spec }),
  NetworkPolicySpec: (spec) => ({ kind: 'NetworkPolicy', metadata: { name: 'part' }, spec }),
  ProfileSpec: ({ labelsToApply }) => ({ kind: 'NetworkSet', metadata: { name: 'part', labels: labelsToApply }, spec: {} }),
};

interface Whole { readonly kind: string; readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>> }; readonly spec?: Readonly<Record<string, unknown>> }

const wholeOf = ({ type, kind, object }: Row): Whole => {
  const name = type ?? kind ?? '';
  return { kind: name, spec: {}, ...(WHOLE[name]?.(object) ?? object) } as Whole;
};

/** What is wrong with an object as one or both layers see it. */
function problems(row: Row, layers: readonly RefusingLayer[]): readonly string[] {
  const { kind, metadata, spec = {} } = wholeOf(row);
  const identity = { group: 'projectcalico.org', kind, namespace: kind.startsWith('Global') || kind === 'Tier' || kind === 'HostEndpoint' ? '' : metadata.namespace ?? 'default', name: metadata.name };
  const { document, diagnostics } = readPolicy({ identity, apiVersion: 'projectcalico.org/v3', value: { apiVersion: 'projectcalico.org/v3', kind, metadata, spec }, source: { file: 'row', document: 1, line: 1 } });
  const others = document.state === 'unreadable' ? [] : calicoViolations({ kind, spec, name: metadata.name, storedName: metadata.name, isStored: false, labels: metadata.labels ?? {} })
    .filter((violation) => !violation.layers.some((layer) => layers.includes(layer))).map(({ problem, pointer }) => `CALICO_POLICY_${problem} ${pointer}`);
  return diagnostics.filter(({ code, resource }) => code !== 'FIELD_PRUNED' && resource !== undefined && identityKey(resource) === identityKey(identity)).map(({ code, path }) => `${code} ${path ?? ''}`).filter((text) => !others.includes(text));
}

const tables = recordedRows('calico/validation.json') as Tables | null;

describe.skipIf(tables === null)('recorded objects of Calico', () => {
  const { goValidator, crdSchema } = tables ?? { goValidator: [], crdSchema: [] };
  const rows = (list: readonly Row[]): readonly (Row & { readonly text: string })[] => list.map((row) => ({ ...row, text: `${row.type ?? row.kind ?? ''} ${JSON.stringify(row.object)}` }));

  it.each(rows(goValidator.filter(({ layer }) => layer === undefined)))('the code of the API takes or refuses $text', (row) => { expect(problems(row, ['validator']).length === 0, problems(row, ['validator']).join('\n')).toBe(row.valid); });
  it.each(rows(goValidator.filter(({ layer }) => layer !== undefined)))('the definition alone refuses $text', (row) => {
    expect(problems(row, ['validator'])).toEqual([]);
    expect(problems(row, ['definition']).length === 0).toBe(row.valid);
  });
  it.each(rows(crdSchema))('the definition takes or refuses $text', (row) => { expect(problems(row, ['definition']).length === 0, problems(row, ['definition']).join('\n')).toBe(row.valid); });
});
