/** The number behind the slash. */
export const prefixLength = (cidr: string): number => Number(cidr.slice(cidr.indexOf('/') + 1));
