import { hash } from 'node:crypto';
import { storableJson, storableText } from '../database.ts';
import type { OperationKey } from '../operations/operation-id.ts';
import { StorageError } from '../storage-error.ts';
import type { ObjectToStage } from './publication.ts';

/** The columns of a staged row, in the order in which `copyRow` prints them. */
export const COPY_COLUMNS = 'cluster_id, operation_id, api_group, kind, namespace, name, api_version, content, content_digest, semantic_digest, is_unreadable, file, document, line, pointer_lines, text';

// An index holds no key beyond 2,700 bytes; no name of Kubernetes comes near.
const MAX_IDENTITY_BYTES = 2_000;
const SPECIAL = /[\\\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const NULL = '\\N';

const field = (text: string): string => text.replace(SPECIAL, (character) => ESCAPES[character] ?? character);
const digest = (text: string): string => `\\\\x${hash('sha256', text, 'hex')}`;

function checkIdentity(object: ObjectToStage): void {
  const identity = [object.group, object.kind, object.namespace, object.name];
  const isStorable = identity.every((part) => !part.includes('\0') && part.isWellFormed());
  if (isStorable && identity.reduce((bytes, part) => bytes + Buffer.byteLength(part), 0) <= MAX_IDENTITY_BYTES) return;
  const { file, document, line } = object.source;
  throw new StorageError('MANIFEST_INVALID', 'An object has a name that cannot be stored.', { file, document, line });
}

/** One line of a `COPY … FROM STDIN` in text format. */
export function copyRow({ clusterId, uuid }: OperationKey, object: ObjectToStage): string {
  checkIdentity(object);
  const { source, content } = object;
  const contentDigest = digest(content);
  return [
    clusterId, uuid, field(object.group), field(object.kind), field(object.namespace), field(object.name), field(storableText(object.apiVersion)),
    field(content), contentDigest, object.semanticText === undefined ? contentDigest : digest(object.semanticText), object.isUnreadable === true ? 't' : 'f',
    field(storableText(source.file)), source.document, source.line, source.lines === undefined ? NULL : field(storableJson(source.lines)),
    object.text === undefined ? NULL : field(storableText(object.text)),
  ].join('\t') + '\n';
}
