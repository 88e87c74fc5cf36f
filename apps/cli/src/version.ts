/** The released version; a test holds it equal to the package's. */
export const VERSION = '0.0.0';
