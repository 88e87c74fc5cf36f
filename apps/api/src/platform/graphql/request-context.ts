import type { IdentifiedRequest } from '../http/identified-request.ts';

/** What resolvers share during one request: who asks, and the loaders that gather their questions. */
export interface RequestContext {
  readonly req: IdentifiedRequest;
  /** Loaders by name, made when first wanted. */
  readonly loaders: Map<string, unknown>;
}

export const requestContext = ({ req }: { req: IdentifiedRequest }): RequestContext => ({ req, loaders: new Map() });
