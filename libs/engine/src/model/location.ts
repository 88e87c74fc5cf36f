/** An object's identity, without its version: `v1alpha1` and `v1` of one kind are one object. */
export interface ResourceIdentity {
  /** API group, empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Empty for cluster-scoped objects. */
  readonly namespace: string;
  readonly name: string;
}

/** Where an object was written. */
export interface SourceLocation {
  /** As the caller named it; `-` for standard input. */
  readonly file: string;
  /** Document within the file, from 1. For NDJSON the line's number among the non-empty lines. */
  readonly document: number;
  /** First line of the object, from 1. */
  readonly line: number;
  /** Line, from 1, of some JSON pointers inside the object, where they were worked out. */
  readonly lines?: Readonly<Record<string, number>>;
}

/** A text that sorts and compares objects by identity. */
export const identityKey = (id: ResourceIdentity): string => `${id.group}/${id.kind}/${id.namespace}/${id.name}`;

/** Whether both are the identity of one object. */
export const isSameObject = (a: ResourceIdentity, b: ResourceIdentity): boolean => a === b || (a.name === b.name && a.namespace === b.namespace && a.kind === b.kind && a.group === b.group);

/** An object in a sentence: `NetworkPolicy shop/web`, without the namespace where the object has none. */
export const objectText = ({ kind, namespace, name }: ResourceIdentity): string => `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
