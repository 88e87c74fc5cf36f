import { describe, expect, it } from 'vitest';
import { locate } from './locate.ts';

const YAML = '# note\n---\nkind: A\nspec:\n  a/b: 1\n  list:\n  - x: 1\n    y: |\n      text\n  - z\n---\nkind: B\nspec: {\n  c: 1 }\n';

describe('locating JSON pointers', () => {
  it('finds keys and elements of one document', () => {
    expect(locate(YAML, 1, ['/spec', '/spec/a~1b', '/spec/list/0/y', '/spec/list/1'])).toEqual({ '/spec': 4, '/spec/a~1b': 5, '/spec/list/0/y': 8, '/spec/list/1': 10 });
    expect(locate(YAML, 2, ['/kind', '/spec/c'])).toEqual({ '/kind': 12, '/spec/c': 14 });
  });

  it('gives what is missing the line of what encloses it', () => {
    expect(locate(YAML, 1, ['/spec/list/7/x', '/nothing', ''])).toEqual({ '/spec/list/7/x': 6, '/nothing': 3, '': 3 });
  });

  it('finds lines in JSON and NDJSON, with CRLF and a byte order mark', () => {
    expect(locate('\uFEFF{\r\n"a": [\r\n1,\r\n{"b": 2}]}', 1, ['/a/1/b', '/a'])).toEqual({ '/a/1/b': 4, '/a': 2 });
    expect(locate('{"a":1}\n\n{"b":\r2}\n', 2, ['/b'])).toEqual({ '/b': 3 });
    expect(locate('{\n"a":1}\n{"b":2}', 2, ['/b'])).toEqual({ '/b': 3 });
  });

  it('is empty for documents that are not there or cannot be parsed', () => {
    expect(locate(YAML, 3, ['/kind'])).toEqual({});
    expect(locate('a: [', 1, ['/a'])).toEqual({});
  });
});
