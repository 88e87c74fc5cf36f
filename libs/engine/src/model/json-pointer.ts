/** The pointer to a child, by RFC 6901. */
export const childPointer = (pointer: string, key: string): string =>
  `${pointer}/${key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key}`;

/** The pointer of the enclosing value; undefined for the document itself. */
export const parentPointer = (pointer: string): string | undefined => (pointer === '' ? undefined : pointer.slice(0, pointer.lastIndexOf('/')));
