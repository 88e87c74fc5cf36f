// Patterns of `.dockerignore`: `*` within a name, `**/` for any folders; what stands below a match is ignored too.
const escape = (text) => text.replaceAll(/[.+^${}()|[\]\\]/gu, '\\$&');

const expression = (pattern) => new RegExp(`^${pattern.split('**/').map((part) => escape(part).replaceAll('*', '[^/]*')).join('(?:.*/)?')}(?:/.*)?$`, 'u');

export const isIgnoredBy = (path, pattern) => expression(pattern).test(path.replace(/\/$/u, ''));
