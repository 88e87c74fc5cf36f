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

/** What the keys begin with under which an endpoint's effective labels say who filters its traffic. */
export const ENFORCED_PREFIX = '@enforced:';

/** Key of an endpoint that an enforcer filters, among its effective labels; unknown where that is not known. */
export const enforcedKey = (enforcer: string): string => ENFORCED_PREFIX + enforcer;

/** Key of an endpoint whose packets an enforcer takes and judges by the policies of both ends. */
export const takenKey = (enforcer: string): string => `@taken:${enforcer}`;

/** Key of an endpoint whose enforcer has stopped, among its effective labels: the value is since when. */
export const frozenKey = (enforcer: string): string => `@frozen:${enforcer}`;

/** Key of an endpoint to which nothing passes, since the enforcer that filters it is dead. */
export const closedKey = (enforcer: string): string => `@closed:${enforcer}`;
