/** A module of the engine's own sources: what is compared here is more than the package offers. */
export const source = (path) => import(new URL(`../../libs/engine/src/${path}`, import.meta.url).href);
