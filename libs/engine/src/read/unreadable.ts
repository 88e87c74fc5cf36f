import type { Diagnostic } from '../model/diagnostic.ts';
import { objectText, type SourceLocation } from '../model/location.ts';
import { likelyApiVersion, policyKind } from '../policies/kinds.ts';
import { groupOf } from '../resources/owner.ts';
import { isUnmodelledPolicy } from '../resources/unmodelled-policy.ts';
import type { Acceptance } from './accept.ts';
import { placeholderName } from './placeholder-name.ts';
import { isReadPolicy } from './policy-projection.ts';
import { isEncryptedText, isTemplateText, textHints, type TextHints } from './text-hints.ts';
import type { DocumentProblem } from './yaml/parse-document.ts';

interface Explanation { readonly code: string; readonly sentence: string }

function explain(text: string, problem: DocumentProblem): Explanation {
  if (isEncryptedText(text)) return { code: 'DOCUMENT_ENCRYPTED', sentence: 'The document is encrypted' };
  if (problem.code === 'DOCUMENT_UNREADABLE' && isTemplateText(text)) return { code: 'HELM_TEMPLATE', sentence: 'The document is a template, which must be rendered first (helm template)' };
  return { code: problem.code, sentence: `The document cannot be read: ${problem.reason}` };
}

/** Stands for a policy that only its text shows. */
function keepUnreadable(hints: TextHints, source: SourceLocation, to: Acceptance): Diagnostic['resource'] {
  const { kind } = hints;
  const apiVersion = hints.apiVersion ?? likelyApiVersion(kind ?? '');
  if (kind === null || !hints.hasMetadata) return undefined;
  const group = groupOf(apiVersion);
  const isRead = isReadPolicy(group, kind);
  if (isRead || isUnmodelledPolicy(group, kind)) to.kinds.count(group, apiVersion.slice(apiVersion.indexOf('/') + 1), kind, isRead);
  if (!isRead) return undefined;
  const identity = { group, kind, namespace: policyKind(group, kind)?.isNamespaced === false ? '' : hints.namespace ?? 'default', name: hints.name ?? placeholderName(source) };
  to.keep({ apiVersion, ...identity, value: {}, source, isUnreadable: true });
  return identity;
}

/** Reports a document that could not be parsed; a policy whose kind and metadata the text still shows stays as unreadable. */
export function acceptUnreadable(text: string, problem: DocumentProblem, source: SourceLocation, to: Acceptance): void {
  const { code, sentence } = explain(text, problem);
  const hints = textHints(text);
  const resource = keepUnreadable(hints, source, to);
  // A template may put its policy into any namespace.
  if (resource === undefined || (hints.namespace === null && isTemplateText(text))) to.kinds.countUnreadable();
  const place = { ...source, line: problem.line };
  const effect = resource === undefined ? '' : `; answers that ${objectText(resource)} could change are unknown`;
  to.diagnostics.add({ severity: 'error', code, message: `${sentence}${effect}.`, state: 'unreadable', source: place, ...(resource === undefined ? {} : { resource }) });
}
