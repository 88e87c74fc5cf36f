import helmet from 'helmet';

/** The service answers data, never pages, so nothing may be loaded or framed. */
export const securityHeaders = (): ReturnType<typeof helmet> => helmet({
  contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] }, useDefaults: false },
});
