// A file is named for what it holds, in kebab-case, its role as a suffix.
import { basename, relative, sep } from 'node:path';

const VAGUE = /(^|[-.])(utils?|helpers?|commons?|misc)($|[-.])/u;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/u;

export default {
  meta: {
    type: 'problem',
    messages: { vague: '"{{name}}" says nothing: name the file or folder for what it holds.', kebab: '"{{name}}" is not kebab-case.' },
    schema: [],
  },
  create(context) {
    return {
      Program(node) {
        const path = relative(context.cwd, context.filename);
        const vague = path.split(sep).find((part) => VAGUE.test(part.replace(/\.[a-z]+$/u, '')));
        if (vague !== undefined) context.report({ node, messageId: 'vague', data: { name: vague } });
        if (!KEBAB.test(basename(path))) context.report({ node, messageId: 'kebab', data: { name: basename(path) } });
      },
    };
  },
};
