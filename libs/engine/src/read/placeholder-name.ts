import type { SourceLocation } from '../model/location.ts';

/** The name of an object whose text shows none. */
export const placeholderName = ({ document, line }: SourceLocation): string => `unreadable-${String(document)}-${String(line)}`;
