/** Key of an endpoint's namespace among its effective labels. Host traffic and external addresses do not have it. */
export const NAMESPACE_KEY = '@namespace';

/** What the keys of namespace labels among effective labels begin with. */
export const NAMESPACE_LABEL_PREFIX = '@namespace:';

/** Key of a namespace's label among an endpoint's effective labels. */
export const namespaceLabelKey = (key: string): string => NAMESPACE_LABEL_PREFIX + key;

/** Key of a node's name among the effective labels of the node and of what shares its network. */
export const NODE_KEY = '@node';

/** Key of a node's label among the effective labels of the node and of what shares its network. */
export const nodeLabelKey = (key: string): string => `@node:${key}`;
