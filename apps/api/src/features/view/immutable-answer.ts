import { createHash } from 'node:crypto';
import { viewText } from '../../analysis/view-key.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { Reply } from '../../platform/http/reply.ts';
import { serviceVersion } from '../../platform/health/service-version.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { resolvedPath } from './resolved-path.ts';
import type { ResolvedView } from './view.service.ts';

export interface Conditional { readonly ifNoneMatch: string | undefined; readonly path: string }

/**
 * Answers a question about views with a strong ETag. An equal ETag means an equal answer, so a match is 304 before
 * anything is computed. A view that may move names the version it resolved to and must be asked again.
 */
export async function immutableAnswer<T>(views: readonly ResolvedView[], principal: Principal, question: unknown, { ifNoneMatch, path }: Conditional, compute: () => Promise<Reply<T>>): Promise<Reply<T | undefined>> {
  const seen = [principal.clusters, serviceVersion()];
  const content = views.map(({ record, key }) => [record.contentDigest, key.sequence, key.pin, key.enforcer, key.settings]);
  const etag = `"${createHash('sha256').update(JSON.stringify([content, question, seen])).digest('base64url').slice(0, 27)}"`;
  const isFixed = views.every(({ isImmutable }) => isImmutable);
  const headers = {
    'ETag': etag, 'Cache-Control': isFixed ? 'private, max-age=86400, immutable' : 'private, no-cache', 'Vary': 'Authorization',
    ...(isFixed ? {} : { 'Content-Location': path }),
    'Postern-View': views.map(({ key, record }) => `${viewText(key)};${record.contentDigest}`).join(', '),
  };
  if (matches(ifNoneMatch, etag)) return new Reply<undefined>(undefined, { status: 304, headers });
  const reply = await compute();
  return new Reply(reply.body, { status: reply.status, headers: { ...headers, ...reply.headers } });
}

export const conditionalOf = ({ headers, originalUrl }: IdentifiedRequest, resolved: ResolvedView): Conditional => ({ ifNoneMatch: headers['if-none-match'], path: resolvedPath(originalUrl, resolved) });

/** The version that an answer is about. */
export const versionOf = ({ key, record }: ResolvedView): { readonly ref: string; readonly contentDigest: string } => ({ ref: viewText(key), contentDigest: record.contentDigest });

/** A weak validator never matches a strong one here, and `*` matches whatever exists. */
const matches = (header: string | undefined, etag: string): boolean => (header ?? '').split(',').map((part) => part.trim().replace(/^W\//, '')).some((part) => part === etag || part === '*');
