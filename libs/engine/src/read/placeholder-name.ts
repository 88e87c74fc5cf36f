import type { SourceLocation } from '../model/location.ts';

/** The name of an object whose text shows none; objects at different places have different ones. */
export function placeholderName({ file, document, line }: SourceLocation): string {
  const place = file.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(-200).replace(/^-/, '');
  return ['unreadable', ...(place === '' ? [] : [place]), String(document), String(line)].join('-');
}
