const MOST_A_NODE = 252;

/** Pods go round robin over the nodes, each to the node's next free address. */
export function createPlacement({ nodes }) {
  const used = new Uint16Array(nodes); let cursor = 0;
  return () => {
    for (let tries = 0; tries < nodes; tries++) {
      const node = cursor;
      cursor = (cursor + 1) % nodes;
      if (used[node] >= MOST_A_NODE) continue;
      used[node]++;
      return { node, address: `10.${node >> 8}.${node & 255}.${used[node] + 1}` };
    }
    throw new RangeError('the address plan is exhausted');
  };
}

/** A second range, which never collides with the first version's. */
export function replacedAddress(address) {
  const [, b, c, d] = address.split('.');
  return `10.${128 + (Number(b) & 127)}.${c}.${d}`;
}
