import { parsePolicy, type ParsedPolicy, type PolicyApi, type PolicyInput } from '../manifest/parse-policy.ts';
import type { AdminChannel, StandardReading } from './channel.ts';
import type { AdminPolicyProblem } from './problem.ts';

/** What both channels make of a policy for administrators. */
export interface ParsedAdminPolicy<Manifest> extends ParsedPolicy<Manifest> {
  /** Null where the standard channel makes the same of it. */
  readonly standard: StandardReading<Manifest> | null;
}

/** Reads a policy as the experimental channel does, and notes where the standard channel reads it otherwise. */
export function parseChannels<Manifest>(input: PolicyInput, api: (channel: AdminChannel) => PolicyApi<Manifest, AdminPolicyProblem>): ParsedAdminPolicy<Manifest> {
  const experimental = parsePolicy(input, api('experimental'));
  const standard = parsePolicy(input, api('standard'));
  return { ...experimental, standard: codes(standard) === codes(experimental) ? null : { state: standard.state, manifest: standard.manifest, reason: reasonOf(standard) } };
}

const codes = ({ state, diagnostics }: ParsedPolicy<unknown>): string => JSON.stringify([state, diagnostics.map(({ code, path }) => [code, path])]);

function reasonOf({ state, diagnostics }: ParsedPolicy<unknown>): string {
  const told = diagnostics.find(({ code, severity }) => code === 'FIELD_PRUNED' || severity === 'error');
  return told?.message ?? `The standard channel takes it (${state}).`;
}
