import type { ResourceIdentity } from '../../model/location.ts';

/** `NetworkPolicy shop/web`. */
export const resourceText = ({ kind, namespace, name }: ResourceIdentity): string => `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
