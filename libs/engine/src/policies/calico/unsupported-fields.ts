import { objectText } from '../../model/location.ts';
import type { ParsedPolicy, PolicyInput } from '../../model/manifest/parse-policy.ts';
import { atPointer } from '../../model/pointer-line.ts';
import type { CalicoProblem } from './problem.ts';

/** Conditions that other editions of Calico know: without them a rule would mean more than it says. */
const CONDITION = /^\/spec\/(?:ingress|egress)\/\d+\/(?:source|destination)\/domains$/;

const PROBLEM: CalicoProblem = 'FIELD_UNSUPPORTED';

/** The policy as one that cannot be read where it has a condition of another edition: nothing is guessed about it. */
export function unsupportedFields<Manifest>(parsed: ParsedPolicy<Manifest>, { identity, source }: PolicyInput, prefix: string): ParsedPolicy<Manifest> {
  const path = parsed.state === 'refused' ? undefined : parsed.diagnostics.find(({ code, path: at }) => code === 'FIELD_PRUNED' && CONDITION.test(at ?? ''))?.path;
  if (path === undefined) return parsed;
  const others = parsed.diagnostics.filter(({ code, path: at }) => code !== 'FIELD_PRUNED' || at !== path);
  return {
    state: 'unreadable', manifest: null, findings: parsed.findings.filter((finding) => finding.path !== path),
    diagnostics: [...others, {
      severity: 'error', code: `${prefix}${PROBLEM}`, state: 'unreadable', path, resource: identity, source: atPointer(source, path),
      message: `${objectText(identity)} is not evaluated: ${path} is a condition of another edition of Calico; answers that the policy could change are unknown.`,
    }],
  };
}
