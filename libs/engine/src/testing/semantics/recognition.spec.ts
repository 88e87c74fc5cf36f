import { describe, expect, it } from 'vitest';
import { inShort } from '../recognised-cluster.ts';
import { SITUATIONS } from '../recognised-situations.ts';

describe('recognition', () => {
  it.each(SITUATIONS)('RE-1 RE-3 RE-8 sees $name', ({ things, plugin, enforcers, verdict, nodes, warns = [] }) => {
    const given = inShort(things);
    const states = typeof nodes === 'string' ? ['a', 'b'].map((name) => `${name} ${nodes}`) : nodes;
    expect(given).toMatchObject({ plugin, enforcers, verdict, nodes: states });
    expect(given.warnings).toEqual(expect.arrayContaining([...warns]));
  });
});
