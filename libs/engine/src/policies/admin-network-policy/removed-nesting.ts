import type { AdminReporter } from '../../model/admin-tier/problem.ts';

const NESTED = /^\/spec\/(?:ingress|egress)\/\d+\/(?:from|to)\/\d+\/(?:namespaces\/(?:namespaceSelector|sameLabels|notSameLabels)|pods\/namespaces)$/;

/**
 * Rejects peers as releases up to 0.1.2 of the API wrote them. A newer API server drops the nested selector and keeps the
 * empty one around it, which selects every namespace (AN-20).
 */
export function checkRemovedNesting(unknown: readonly string[], { reject }: AdminReporter): void {
  for (const pointer of unknown) {
    if (!NESTED.test(pointer)) continue;
    const hint = pointer.includes('ameLabels') ? 'sameLabels and notSameLabels are gone' : 'write the selector\'s matchLabels and matchExpressions directly below namespaces, or below pods.namespaceSelector';
    reject(pointer, 'NESTING_REMOVED', `this form was removed in release 0.1.3 of the API, where the peer would become every namespace; ${hint}`);
  }
}
