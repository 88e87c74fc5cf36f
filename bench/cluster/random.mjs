// Seeded randomness: one stream per purpose, so that a workload or policy is the same in every shape of a cluster.

const SAFE = 'bcdfghjklmnpqrstvwxz2456789';
const HEX = '0123456789abcdef';

/** FNV-1a, then avalanche. */
function hash32(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) { hash ^= text.charCodeAt(i); hash = Math.imul(hash, 0x01000193); }
  hash ^= hash >>> 16; hash = Math.imul(hash, 0x7feb352d); hash ^= hash >>> 15; hash = Math.imul(hash, 0x846ca68b); hash ^= hash >>> 16;
  return hash >>> 0;
}

/** sfc32 with a state of 128 bits, so that two purposes never share a stream in practice. */
export class Stream {
  constructor(seed, purpose) {
    const key = `${seed}\u0000${purpose}`;
    this.a = hash32(key); this.b = hash32(`${key}\u0001`); this.c = hash32(`\u0002${key}`); this.d = 1;
    for (let i = 0; i < 8; i++) this.next();
  }

  next() {
    const t = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return (t >>> 0) / 4294967296;
  }

  int(n) { return Math.floor(this.next() * n); }
  between(a, b) { return a + this.int(b - a + 1); }
  chance(p) { return this.next() < p; }
  pick(list) { return list[this.int(list.length)]; }

  sample(list, count) {
    const left = [...list]; const taken = [];
    while (taken.length < count && left.length > 0) taken.push(left.splice(this.int(left.length), 1)[0]);
    return taken;
  }

  weighted(pairs) {
    let total = 0;
    for (const [weight] of pairs) total += weight;
    let x = this.next() * total;
    for (const [weight, value] of pairs) { x -= weight; if (x < 0) return value; }
    return pairs.at(-1)[1];
  }

  /** One of several makers by weight, asked for what it makes. */
  made(pairs) { return this.weighted(pairs)(); }

  /** Log-uniform: low indexes are common. */
  zipf(n) { return Math.min(n - 1, Math.floor(n ** this.next()) - 1); }
  normal() { return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next()); }

  code(length, alphabet = SAFE) {
    let text = '';
    for (let i = 0; i < length; i++) text += alphabet[this.int(alphabet.length)];
    return text;
  }

  uid() {
    const four = () => this.code(4, HEX);
    return `${four()}${four()}-${four()}-4${this.code(3, HEX)}-a${this.code(3, HEX)}-${four()}${four()}${four()}`;
  }
}
