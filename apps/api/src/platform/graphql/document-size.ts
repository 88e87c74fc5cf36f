import { Kind } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';

/** How big a document is, every fragment counted wherever it is spread. */
export interface DocumentSize { readonly depth: number; readonly aliases: number; readonly fields: number; readonly rootFields: number }

const NOTHING: DocumentSize = { depth: 0, aliases: 0, fields: 0, rootFields: 0 };

const beside = (a: DocumentSize, b: DocumentSize): DocumentSize => ({
  depth: Math.max(a.depth, b.depth), aliases: a.aliases + b.aliases, fields: a.fields + b.fields, rootFields: a.rootFields + b.rootFields,
});

/**
 * The size of the largest operation. Needs no schema, so it comes before validation, whose cost grows faster than the
 * document. A fragment is measured once; a cycle of fragments counts as nothing here and is refused by validation.
 */
export function documentSize(document: DocumentNode): DocumentSize {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const measured = new Map<string, DocumentSize>();

  const ofSet = (set: SelectionSetNode | undefined): DocumentSize => (set?.selections ?? []).map(ofSelection).reduce(beside, NOTHING);
  const ofSelection = (node: SelectionNode): DocumentSize => {
    switch (node.kind) {
      case Kind.FIELD: {
        const inner = ofSet(node.selectionSet);
        return { depth: inner.depth + 1, aliases: inner.aliases + (node.alias === undefined ? 0 : 1), fields: inner.fields + 1, rootFields: 1 };
      }
      case Kind.INLINE_FRAGMENT: return ofSet(node.selectionSet);
      case Kind.FRAGMENT_SPREAD: return ofFragment(node.name.value);
    }
  };
  const ofFragment = (name: string): DocumentSize => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    measured.set(name, NOTHING);
    const size = ofSet(fragments.get(name)?.selectionSet);
    measured.set(name, size);
    return size;
  };
  for (const name of fragments.keys()) ofFragment(name);
  return document.definitions.map((node) => (node.kind === Kind.OPERATION_DEFINITION ? ofSet(node.selectionSet) : node.kind === Kind.FRAGMENT_DEFINITION ? ofSet(node.selectionSet) : NOTHING))
    .reduce((a, b) => ({ depth: Math.max(a.depth, b.depth), aliases: Math.max(a.aliases, b.aliases), fields: Math.max(a.fields, b.fields), rootFields: Math.max(a.rootFields, b.rootFields) }), NOTHING);
}
