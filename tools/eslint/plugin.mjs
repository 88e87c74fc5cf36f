// The rules that no published plugin has.
import fileNames from './rules/file-names.mjs';
import guardedEntryPoints from './rules/guarded-entry-points.mjs';
import noInlineConfig from './rules/no-inline-config.mjs';

export default {
  meta: { name: 'local' },
  rules: { 'file-names': fileNames, 'guarded-entry-points': guardedEntryPoints, 'no-inline-config': noInlineConfig },
};
