import type { CalicoHttpPath, CalicoRule } from './manifest.ts';
import type { Tell } from './problem.ts';
import { readProtocol } from './protocol.ts';

/** Checks the part of a rule that is about requests. */
export function checkHttp({ action, protocol, http }: CalicoRule, direction: 'ingress' | 'egress', pointer: string, tell: Tell): void {
  const wrong = (at: string, message: string): void => { tell(at, 'HTTP_INVALID', 'kept', message); };
  const methods = http?.methods ?? [];
  if (action !== 'Allow') wrong(pointer, 'http can only stand in a rule that allows');
  if (direction === 'egress') wrong(pointer, 'http can only stand in ingress');
  if (protocol !== null && protocol !== undefined && readProtocol(protocol)?.name !== 'TCP') wrong(pointer, 'http needs the protocol TCP, by its name');
  if (new Set(methods).size < methods.length) wrong(`${pointer}/methods`, 'each method stands once');
  (http?.paths ?? []).forEach((path, index) => { checkPath(path, (message) => { wrong(`${pointer}/paths/${String(index)}`, message); }); });
}

function checkPath({ exact, prefix }: CalicoHttpPath, wrong: (message: string) => void): void {
  const given = [exact, prefix].filter((text) => typeof text === 'string' && text !== '');
  if (given.length !== 1) wrong('one of exact and prefix is expected');
  for (const text of given) if (!/^\/[^?#\s]*$/.test(text ?? '')) wrong('a path begins with a slash and has no question mark, hash or blank');
}
