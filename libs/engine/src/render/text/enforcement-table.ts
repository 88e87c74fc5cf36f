import type { EnforcementAssessment, EnforcementPin, EnforcementVerdict, NodeEnforcement } from '../../model/enforcement.ts';
import { printable } from './printable.ts';
import { table } from './table.ts';

const SENTENCES: Readonly<Record<EnforcementVerdict, string>> = {
  YES: 'Policies are enforced.', PARTIAL: 'Policies are enforced on some nodes only.', NO: 'Policies are not enforced: every connection is possible.',
  UNKNOWN: 'Whether policies are enforced cannot be told; take them as not enforced.',
};

const word = (constant: string): string => constant.toLowerCase().replaceAll('_', ' ');
const named = (name: string, version: string | null, mode: string | null): string => [name, version ?? '', mode === null || mode === name ? '' : `(${mode})`].filter((part) => part !== '').join(' ');

/** Who enforces, for people: the verdict first, then who, then where, then what is to be noted. */
export function enforcementTable(assessment: EnforcementAssessment): string {
  const { verdict, confidence, networking, enforcers, warnings, pin, evidence } = assessment;
  const head = `${SENTENCES[verdict]} (confidence: ${word(confidence)})\n`;
  const wiring = `Pods are wired by ${printable(named(networking.plugin, networking.version, networking.mode))}.\n`;
  const filters = enforcers.length === 0 ? 'Nothing that filters was found.\n' : table(['ENFORCER', 'VERSION', 'MODE', 'STATE', 'WHY'], enforcers.map(({ name, version, mode, state, offReason }) => [name, version ?? '-', mode ?? '-', word(state), offReason ?? '']));
  const said = evidence.map(({ resource: { kind, namespace, name }, field, value, says }) => [`${kind} ${namespace === '' ? name : `${namespace}/${name}`}`, field, value, says]);
  return [
    `${pinText(pin)}${head}${wiring}`, filters, nodesTable(assessment.nodes), listed('Pods that nobody filters', assessment.podsNotManaged), listed('Kinds of policies without effect', assessment.ignoredKinds),
    warnings.map(({ code, message }) => `warning: ${printable(message)} (${code})\n`).join(''), said.length === 0 ? '' : table(['SEEN IN', 'FIELD', 'VALUE', 'SAYS'], said),
  ].filter((part) => part !== '').join('\n');
}

function pinText(pin: EnforcementPin | null): string {
  if (pin === null) return '';
  return `As ${printable(pin.by)} says${pin.reason === null ? '' : ` (${printable(pin.reason)})`}: ${printable(named(pin.enforcer, pin.version, null))} filters here.\n`;
}

/** More rows than a screen has say less than their sum. */
const MOST_NODES = 40;

function nodesTable(nodes: readonly NodeEnforcement[]): string {
  if (nodes.length === 0) return '';
  if (nodes.length <= MOST_NODES) return table(['NODE', 'STATE', 'ENFORCER'], nodes.map(({ node, state, enforcer, without }) => [node, without === null ? word(state) : `${word(state)} (${without})`, enforcer ?? '-']));
  const counts = new Map<string, number>();
  for (const { state, enforcer } of nodes) { const key = `${word(state)}\t${enforcer ?? '-'}`; counts.set(key, (counts.get(key) ?? 0) + 1); }
  return table(['NODES', 'STATE', 'ENFORCER'], [...counts].map(([key, count]) => [String(count), ...key.split('\t')]));
}

/** A few names say enough to a person. */
const MOST_NAMES = 10;

function listed(title: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length > MOST_NAMES ? ` and ${String(names.length - MOST_NAMES)} more` : '';
  return `${title}: ${names.slice(0, MOST_NAMES).map(printable).join(', ')}${more}\n`;
}
