import type { ResourceIdentity } from '@postern/engine';
import type { CaveatData } from '../../analysis/data/reachability-data.ts';
import type { PlaceData } from '../../analysis/data/explanation-data.ts';
import type { Caveat, ResourceRef, SourceLocation } from './resource.types.ts';

/** Opaque to clients; the parts name the thing. */
export const nodeId = (type: string, ...parts: readonly (string | number)[]): string => Buffer.from([type, ...parts].join('\n')).toString('base64url');

/** A group without its version, since one object may be served in several; the core group has one. */
export const toResourceRef = ({ group, kind, namespace, name }: ResourceIdentity, apiVersion: string = group === '' ? 'v1' : group): ResourceRef => ({
  apiVersion, kind, namespace: namespace === '' ? null : namespace, name, uid: null,
});

/** Where a code is explained. */
export const problemUrl = (code: string): string => `docs/problems/README.md#${code.toLowerCase()}`;

export const toCaveat = ({ code, message, resources }: CaveatData): Caveat => ({
  code, message, resources: resources.map((resource) => toResourceRef(resource)), docsUrl: problemUrl(code),
});

export const toSourceLocation = (place: PlaceData | null, gitCommit: string | null = null): SourceLocation | null => (place === null ? null : { file: place.file, line: place.line, column: null, gitCommit });
