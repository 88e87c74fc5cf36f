import { getNamedType, GraphQLObjectType, isAbstractType, isCompositeType, isInputObjectType, Kind, valueFromAST, valueFromASTUntyped } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLCompositeType, GraphQLField, GraphQLInputType, GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql';

/** What a field costs by itself where that is not 1 for an object and 0 for a scalar. */
const OWN_COST: Readonly<Record<string, number>> = {
  'Query.canReach': 1, 'Reachability.explanation': 2, 'Query.whoCanReach': 10, 'Query.reachableFrom': 10, 'Query.exposure': 20, 'Query.matrix': 20, 'Query.findings': 20, 'Query.diff': 50, 'Query.enforcementDifferences': 50, 'Snapshot.enforcement': 5, 'View.enforcement': 5,
};
/** The parts of a page that are there once, however long the page is. */
const ONCE_A_PAGE = new Set(['pageInfo', 'total', 'summary']);

type Variables = Readonly<Record<string, unknown>>;

/**
 * The cost of an operation before it runs: an object 1, a scalar 0, what OWN_COST names that much, and whatever stands
 * below a field with `first` that many times. Introspection is free; it needs no data.
 */
export function operationCost(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode | null, given: Variables): number {
  const variables = { ...defaultsOf(operation), ...given };
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const ofFragments = new Map<string, number>();

  const ofSet = (set: SelectionSetNode | undefined, parent: GraphQLCompositeType, rows: number): number => {
    let cost = 0;
    for (const node of set?.selections ?? []) {
      if (node.kind === Kind.FIELD) cost += ofField(node, parent, rows);
      else if (node.kind === Kind.INLINE_FRAGMENT) cost += ofSet(node.selectionSet, conditionType(schema, node.typeCondition?.name.value, parent), rows);
      else cost += ofFragment(node.name.value, parent, rows);
    }
    return cost;
  };
  const ofFragment = (name: string, parent: GraphQLCompositeType, rows: number): number => {
    const key = `${name} ${String(rows)}`;
    const known = ofFragments.get(key);
    if (known !== undefined) return known;
    const fragment = fragments.get(name);
    const cost = fragment === undefined ? 0 : ofSet(fragment.selectionSet, conditionType(schema, fragment.typeCondition.name.value, parent), rows);
    ofFragments.set(key, cost);
    return cost;
  };
  const ofField = (node: FieldNode, parent: GraphQLCompositeType, rows: number): number => {
    const field = fieldOf(schema, parent, node.name.value);
    if (field === undefined) return 0;
    const type = getNamedType(field.type);
    if (!isCompositeType(type)) return 0;
    const first = pageSize(field, node, variables);
    const times = ONCE_A_PAGE.has(node.name.value) ? 1 : rows;
    return times * ((OWN_COST[`${parent.name}.${node.name.value}`] ?? 1) + ofSet(node.selectionSet, type, first ?? 1));
  };
  if (operation === null) return 0;
  const root = schema.getRootType(operation.operation);
  return root instanceof GraphQLObjectType ? ofSet(operation.selectionSet, root, 1) : 0;
}

const defaultsOf = (operation: OperationDefinitionNode | null): Variables => Object.fromEntries((operation?.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) => (defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]])));

const conditionType = (schema: GraphQLSchema, name: string | undefined, parent: GraphQLCompositeType): GraphQLCompositeType => {
  const type = name === undefined ? parent : schema.getType(name);
  return isCompositeType(type) ? type : parent;
};

function fieldOf(schema: GraphQLSchema, parent: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name.startsWith('__')) return undefined;
  if (!isAbstractType(parent)) return parent.getFields()[name];
  return 'getFields' in parent ? parent.getFields()[name] : schema.getPossibleTypes(parent)[0]?.getFields()[name];
}

/** The value of `first`, of all arguments that have one together, from the document, its variables or the schema's default; null for a field without pages. */
function pageSize(field: GraphQLField<unknown, unknown>, node: FieldNode, variables: Variables): number | null {
  const paged = field.args.filter(({ name, type }) => name === 'first' || hasPages(type));
  if (paged.length === 0) return null;
  const sizes = paged.map(({ name, type, defaultValue }) => {
    const given = node.arguments?.find((argument) => argument.name.value === name);
    const value = given === undefined ? defaultValue : valueFromAST(given.value, type, { ...variables });
    const size = typeof value === 'object' && value !== null && 'first' in value ? value.first : value;
    return typeof size === 'number' && size > 0 ? size : 1;
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}

function hasPages(type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  return isInputObjectType(named) && 'first' in named.getFields();
}
