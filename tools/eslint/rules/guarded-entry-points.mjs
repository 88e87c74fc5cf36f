// Every route and field is guarded, or says in so many words that it is public.
const ENTRY_POINTS = new Set(['All', 'Delete', 'Get', 'Head', 'Options', 'Patch', 'Post', 'Put', 'Search', 'Sse',
  'Mutation', 'Query', 'ResolveField', 'ResolveProperty', 'ResolveReference', 'Subscription']);

const nameOf = ({ expression }) => (expression.type === 'CallExpression' ? expression.callee : expression).name;

export default {
  meta: {
    type: 'problem',
    messages: { unguarded: '"{{name}}" has neither a guard ({{guards}}) nor @Public().' },
    schema: [{ type: 'object', properties: { guards: { type: 'array', items: { type: 'string' } } }, additionalProperties: false }],
  },
  create(context) {
    const guards = new Set([...(context.options[0]?.guards ?? ['UseGuards']), 'Public']);
    const guarded = (node) => (node.decorators ?? []).some((decorator) => guards.has(nameOf(decorator)));
    return {
      MethodDefinition(node) {
        if (!(node.decorators ?? []).some((decorator) => ENTRY_POINTS.has(nameOf(decorator)))) return;
        if (guarded(node) || guarded(node.parent.parent)) return;
        context.report({ node: node.key, messageId: 'unguarded', data: { name: context.sourceCode.getText(node.key), guards: [...guards].join(', ') } });
      },
    };
  },
};
