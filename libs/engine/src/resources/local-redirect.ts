import type { Diagnostic } from '../model/diagnostic.ts';
import type { Shape } from '../model/shape.ts';
import { checkedValue } from './checked-object.ts';
import { canonicalAddress } from './ip-text.ts';
import { METADATA_SHAPE } from './metadata.ts';
import type { LocatedObject } from './object.ts';

/** What a CiliumLocalRedirectPolicy hands to pods of the sender's own node before policies see it. */
export interface LocalRedirect {
  readonly namespace: string;
  readonly name: string;
  /** Of its own namespace; null where it is an address. */
  readonly service: string | null;
  readonly address: string | null;
}

/** What is kept of a CiliumLocalRedirectPolicy. */
export const LOCAL_REDIRECT_SHAPE: Shape = {
  fields: {
    apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE,
    spec: { fields: { redirectFrontend: { fields: { addressMatcher: { fields: { ip: 'string' } }, serviceMatcher: { fields: { serviceName: 'string', namespace: 'string' } } } } } },
  },
};

interface Json { readonly spec?: { readonly redirectFrontend?: { readonly addressMatcher?: { readonly ip?: string | null } | null; readonly serviceMatcher?: { readonly serviceName?: string | null } | null } | null } | null }

/** Reads a CiliumLocalRedirectPolicy; null where it is refused. */
export function parseLocalRedirect(object: LocatedObject, diagnostics: Diagnostic[]): LocalRedirect | null {
  const json = checkedValue<Json>(object, LOCAL_REDIRECT_SHAPE, diagnostics, () => undefined);
  if (json === null) return null;
  const { addressMatcher, serviceMatcher } = json.spec?.redirectFrontend ?? {};
  const address = addressMatcher?.ip ? canonicalAddress(addressMatcher.ip) ?? null : null;
  return { namespace: object.namespace, name: object.name, service: serviceMatcher?.serviceName || null, address };
}
