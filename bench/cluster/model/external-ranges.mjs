// Offices, partners, cloud services; some with exceptions inside.
import { ip4 } from '../address-text.mjs';
import { Stream } from '../random.mjs';

const FIRST_OCTETS = [34, 52, 93, 142, 185, 198, 203, 81, 104, 151];
const WIDTHS = [[2, 16], [2, 20], [3, 24], [2, 22], [1, 28], [1, 32]];
const INTERNET = { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] };

/** The distinct ranges that rules pick from; the first is the whole internet. */
export function externalRanges({ seed, externalRanges: wanted }) {
  const r = new Stream(seed, 'cidr'); const ranges = []; const seen = new Set();
  while (ranges.length < wanted) {
    const bits = r.weighted(WIDTHS);
    const raw = ((r.pick(FIRST_OCTETS) << 24) | (r.int(256) << 16) | (r.int(256) << 8) | r.int(256)) >>> 0;
    const base = bits === 32 ? raw : (raw & (~0 << (32 - bits))) >>> 0;
    const cidr = `${ip4(base)}/${bits}`;
    if (seen.has(cidr)) continue;
    seen.add(cidr);
    ranges.push({ cidr, except: exceptions(r, base, bits) });
  }
  return [INTERNET, ...ranges];
}

function exceptions(r, base, bits) {
  const except = new Set();
  if (bits > 24 || !r.chance(0.5)) return [];
  const count = r.between(1, 2);
  for (let i = 0; i < count; i++) {
    const width = Math.min(32, bits + r.between(2, 6)); const offset = r.int(2 ** (width - bits));
    except.add(`${ip4((base + offset * 2 ** (32 - width)) >>> 0)}/${width}`);
  }
  return [...except];
}
