/** Injects the checked configuration. */
export const CONFIG = Symbol('configuration');
