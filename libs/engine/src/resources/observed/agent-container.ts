import { lastSeen } from '../../model/last-seen.ts';
import { isJsonObject } from '../../model/shape.ts';

/** A container that recognisers name. Of its arguments and environment, null stands for what the object does not show. */
export interface AgentContainer {
  readonly name: string;
  readonly image: string;
  readonly isInit: boolean;
  /** Command and arguments, as far as recognisers name them. */
  readonly words: readonly string[] | null;
  readonly environment: Readonly<Record<string, EnvironmentValue>> | null;
  /** Null where nothing reports it. */
  readonly isReady: boolean | null;
  /** Why it waits or ended: `CrashLoopBackOff`. */
  readonly reason: string | null;
}

/** A literal, or a key of a ConfigMap; null for what comes from elsewhere. */
export type EnvironmentValue = string | { readonly configMap: string; readonly key: string } | null;

/** The last part of an image's name, and its tag. */
export function imageParts(image: string): { readonly base: string; readonly tag: string | null } {
  const digest = image.indexOf('@');
  const last = image.slice(image.lastIndexOf('/', digest === -1 ? undefined : digest) + 1, digest === -1 ? undefined : digest);
  const colon = last.indexOf(':');
  return colon === -1 ? { base: last, tag: null } : { base: last.slice(0, colon), tag: last.slice(colon + 1) };
}

/** The field of an object; undefined for what is none. */
export const fieldOf = (value: unknown, ...path: readonly string[]): unknown => path.reduce<unknown>((at, key) => (isJsonObject(at) ? at[key] : undefined), value);

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function environmentValue(item: unknown): EnvironmentValue {
  const [configMap, key] = [textOf(fieldOf(item, 'valueFrom', 'configMapKeyRef', 'name')), textOf(fieldOf(item, 'valueFrom', 'configMapKeyRef', 'key'))];
  if (configMap !== null && key !== null) return { configMap, key };
  return fieldOf(item, 'valueFrom') === undefined ? textOf(fieldOf(item, 'value')) ?? '' : null;
}

function environmentOf(env: unknown): AgentContainer['environment'] {
  return Array.isArray(env) ? Object.fromEntries(env.flatMap((item: unknown) => { const name = textOf(fieldOf(item, 'name')); return name === null ? [] : [[name, environmentValue(item)]]; })) : null;
}

function agentOf(container: unknown, isInit: boolean, statuses: readonly unknown[]): AgentContainer | null {
  const [name, image] = [textOf(fieldOf(container, 'name')), textOf(fieldOf(container, 'image'))];
  if (name === null || image === null) return null;
  const status = statuses.find((each) => fieldOf(each, 'name') === name);
  const [command, args, ready] = [fieldOf(container, 'command'), fieldOf(container, 'args'), fieldOf(status, 'ready')];
  return {
    name, image, isInit,
    words: Array.isArray(command) || Array.isArray(args) ? [...listOf(command), ...listOf(args)].filter((word) => typeof word === 'string') : null,
    environment: environmentOf(fieldOf(container, 'env')),
    isReady: typeof ready === 'boolean' ? ready : null,
    reason: textOf(fieldOf(status, 'state', 'waiting', 'reason')) ?? textOf(fieldOf(status, 'state', 'terminated', 'reason')),
  };
}

const NONE: readonly AgentContainer[] = [];

const showsImage = lastSeen((containers: readonly unknown[]): boolean => containers.some((container) => (container as { readonly image?: unknown } | null)?.image !== undefined));

/** The agents among the containers of a pod's spec: those whose name and image were kept. */
export function agentsOf(spec: unknown, statuses?: unknown): readonly AgentContainer[] {
  const { containers } = (isJsonObject(spec) ? spec : {}) as { readonly containers?: unknown };
  if (!Array.isArray(containers) || !showsImage(containers)) return NONE;
  const known = listOf(statuses);
  const of = (list: unknown, isInit: boolean): readonly AgentContainer[] => listOf(list).map((container) => agentOf(container, isInit, known)).filter((agent) => agent !== null);
  return [...of(containers, false), ...of(fieldOf(spec, 'initContainers'), true)];
}
