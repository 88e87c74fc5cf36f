// Inline configuration is switched off, so such a comment does nothing but mislead.
const DIRECTIVE = /^\s*(eslint(-enable|-disable(-next-line|-line)?)?|globals?|exported)(\s|$)/u;

export default {
  meta: { type: 'problem', messages: { directive: 'Rules are set in eslint.config.mjs, never beside the code.' }, schema: [] },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (DIRECTIVE.test(comment.value)) context.report({ loc: comment.loc, messageId: 'directive' });
        }
      },
    };
  },
};
