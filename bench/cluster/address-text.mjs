/** An IPv4 address from its number. */
export const ip4 = (n) => `${(n >>> 24) & 255}.${(n >>> 16) & 255}.${(n >>> 8) & 255}.${n & 255}`;

/** The IPv6 address of a pod, from its IPv4 one. */
export function ip6(ip) {
  const [, b, c, d] = ip.split('.').map(Number);
  return `fd00:10:${b.toString(16)}:${c.toString(16)}::${d.toString(16)}`;
}
