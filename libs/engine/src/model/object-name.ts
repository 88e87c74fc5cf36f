const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/** Lower-case letters, digits and inner dashes, at most 63 characters: namespaces and services are named so (V2). */
export const isDnsLabel = (text: string): boolean => text.length <= 63 && DNS_LABEL.test(text);

/** DNS labels joined by dots, at most 253 characters: most objects are named so (V1). */
export const isDnsSubdomain = (text: string): boolean => text.length <= 253 && DNS_SUBDOMAIN.test(text);

/** A port's name: at most 15 lower-case letters, digits and single inner dashes, with a letter among them (V9). */
export const isPortName = (text: string): boolean =>
  text.length <= 15 && /^[a-z0-9](?:-?[a-z0-9])*$/.test(text) && /[a-z]/.test(text);
