import type { Diagnostic } from '../model/diagnostic.ts';
import { objectText, type SourceLocation } from '../model/location.ts';
import { isJsonObject, jsonTypeName, type Shape } from '../model/shape.ts';
import { policyKind } from '../policies/kinds.ts';
import { knownKind } from '../resources/kind-table.ts';
import type { LocatedObject } from '../resources/object.ts';
import { groupOf } from '../resources/owner.ts';
import { POD_SHAPE } from '../resources/pod.ts';
import { isUnmodelledPolicy } from '../resources/unmodelled-policy.ts';
import { readCollection } from './collection-record.ts';
import type { DiagnosticSink } from './diagnostic-sink.ts';
import type { KindCounter } from './kind-counter.ts';
import { isReadPolicy, projectPolicy } from './policy-projection.ts';
import type { PodLines } from './pod-lines.ts';
import { project, TooDeep } from './project.ts';
import { isObservedName, observedKind, recognisedPart } from './recognised-part.ts';
import { placeholderName } from './placeholder-name.ts';
import { isTemplateText } from './text-hints.ts';

/** Where objects, problems and counts go. */
export interface Acceptance {
  readonly keep: (object: LocatedObject) => void;
  readonly diagnostics: DiagnosticSink;
  readonly kinds: KindCounter;
  /** The last value kept of each shape, which the next one shares parts with. */
  readonly lastKept: Map<Shape, unknown>;
  readonly podLines: PodLines;
}

/** The place of an object; policies ask for more lines than the first, and for the text of a document of their own. */
export interface Place { readonly source: SourceLocation; readonly text?: string; readonly withLines: () => SourceLocation; readonly item: (index: number) => Place }

interface Header { readonly apiVersion: string; readonly group: string; readonly version: string; readonly kind: string }

const problem = (severity: Diagnostic['severity'], code: string, message: string, source: SourceLocation, extra: Partial<Diagnostic> = {}): Diagnostic => ({ severity, code, message, source, ...extra });

function headerOf(value: Readonly<Record<string, unknown>>, inherited: Header | null): Header | null {
  const { apiVersion = inherited?.apiVersion, kind = inherited?.kind } = value as { readonly apiVersion?: unknown; readonly kind?: unknown };
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || apiVersion === '' || kind === '') return null;
  return { apiVersion, group: groupOf(apiVersion), version: apiVersion.slice(apiVersion.indexOf('/') + 1), kind };
}

/** Items of a typed list lack what the list's own header says. */
function itemHeader({ apiVersion, group, version, kind }: Header): Header | null {
  return kind === 'List' ? null : { apiVersion, group, version, kind: kind.slice(0, -'List'.length) };
}

function acceptList(header: Header, items: unknown, place: Place, to: Acceptance): void {
  if (items === null) return;
  if (!Array.isArray(items)) {
    to.diagnostics.add(problem('error', 'OBJECT_MALFORMED', `The items of a ${header.kind} must be a list, found ${jsonTypeName(items)}.`, place.source, { state: 'unreadable', path: '/items' }));
    return;
  }
  const inherited = itemHeader(header);
  items.forEach((item: unknown, index) => { acceptValue(item, place.item(index), to, inherited); });
}

/** Takes the elements of a List that are read one by one; undefined where `list`, the rest of it, is none. */
export function listAcceptance(list: unknown, to: Acceptance): ((item: unknown, place: Place) => void) | undefined {
  const header = isJsonObject(list) ? headerOf(list, null) : null;
  if (header?.kind.endsWith('List') !== true) return undefined;
  const inherited = itemHeader(header);
  return (item, place) => { acceptValue(item, place, to, inherited); };
}

/** Undefined for kinds that are not modelled. */
const isNamespaced = (group: string, kind: string): boolean | undefined => (knownKind(group, kind) ?? policyKind(group, kind) ?? observedKind(group, kind))?.isNamespaced;

/** Where the name or namespace cannot be used, says so and gives null. */
function namesOf(value: Readonly<Record<string, unknown>>, { kind, group }: Header, place: Place, to: Acceptance): { readonly namespace: string; readonly name: string } | null {
  const metadata = isJsonObject(value['metadata']) ? value['metadata'] : {};
  const { name, namespace } = metadata;
  const refuse = (path: string, message: string): null => {
    to.diagnostics.add(problem('error', 'NAME_MISSING', `A ${kind} is refused, as the API server would: ${message}.`, place.source, { state: 'refused', path }));
    return null;
  };
  if (name === undefined || name === null || name === '') return refuse('/metadata/name', 'it has no name');
  if (typeof name !== 'string') return refuse('/metadata/name', `its name must be a string, found ${jsonTypeName(name)}`);
  if (namespace !== undefined && namespace !== null && typeof namespace !== 'string') return refuse('/metadata/namespace', `its namespace must be a string, found ${jsonTypeName(namespace)}`);
  return { name, namespace: isNamespaced(group, kind) === false ? '' : namespace || 'default' };
}

const ownText = ({ text }: Place): Pick<LocatedObject, 'text'> => (text === undefined ? {} : { text });

function keep(value: Readonly<Record<string, unknown>>, header: Header, shape: Shape | null, place: Place, to: Acceptance): void {
  const { apiVersion, group, kind } = header;
  const isPolicy = shape === null;
  const names = namesOf(value, header, place, to);
  if (names === null) return;
  const source = isPolicy ? place.withLines() : place.source;
  const isTemplate = isTemplateText(names.name) || isTemplateText(names.namespace);
  const identity = { group, kind, name: isTemplate ? placeholderName(source) : names.name, namespace: isTemplateText(names.namespace) ? 'default' : names.namespace };
  const fail = (code: string, message: string): void => {
    const effect = isPolicy ? '; answers that it could change are unknown' : '';
    to.diagnostics.add(problem('error', code, `${objectText(identity)} ${message}${effect}.`, source, { state: 'unreadable', resource: identity }));
    if (isPolicy) to.keep({ apiVersion, ...identity, value: {}, source, isUnreadable: true });
  };
  if (isTemplate) { to.kinds.countUnreadable(); fail('HELM_TEMPLATE', 'is a template, which must be rendered first (helm template)'); return; }
  if ('sops' in value) { fail('DOCUMENT_ENCRYPTED', 'is encrypted'); return; }
  const named = withHeader(value, header);
  try {
  if (isPolicy) to.keep({ apiVersion, ...identity, value: projectPolicy(named) as LocatedObject['value'], source, ...ownText(place) });
  else keepProjected({ apiVersion, group, kind, namespace: identity.namespace, name: identity.name, value: projectNext(named, header, shape, to) as LocatedObject['value'], source }, to);
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    fail('DOCUMENT_TOO_DEEP', 'is nested too deep to be read');
  }
}

function keepProjected(object: LocatedObject, to: Acceptance): void {
  to.keep(object);
  if (object.value === to.lastKept.get(POD_SHAPE)) to.podLines.kept(object);
}

/** Items of a typed list lack what every other object says. */
const withHeader = (value: Readonly<Record<string, unknown>>, { apiVersion, kind }: Header): Readonly<Record<string, unknown>> => (value['apiVersion'] === apiVersion && value['kind'] === kind ? value : { ...value, apiVersion, kind });

function projectNext(whole: Readonly<Record<string, unknown>>, { group, kind }: Header, usual: Shape, { lastKept }: Acceptance): unknown {
  const { value, shape } = recognisedPart(group, kind, whole) ?? { value: whole, shape: usual };
  const projected = project(value, shape, lastKept.get(shape));
  lastKept.set(shape, projected);
  return projected;
}

function acceptRecord(value: Readonly<Record<string, unknown>>, place: Place, to: Acceptance): void {
  const collection = readCollection(value);
  if (collection !== null) to.kinds.declare(collection);
  else to.diagnostics.add(problem('error', 'COLLECTION_INVALID', 'The Collection record is malformed; it counts as absent.', place.source));
}

function acceptObject(value: Readonly<Record<string, unknown>>, header: Header, place: Place, to: Acceptance): void {
  const { group, version, kind } = header;
  if (header.apiVersion === 'postern/v1' && kind === 'Collection') { acceptRecord(value, place, to); return; }
  const own = knownKind(group, kind);
  const known = own ?? observedKind(group, kind);
  const isPolicy = isReadPolicy(group, kind);
  if (isLeftOut(value, header, own?.names)) { to.kinds.count(group, version, kind, false); return; }
  const isUnderstood = isPolicy || known?.versions.includes(version) === true;
  to.kinds.count(group, version, kind, isUnderstood);
  if (isUnderstood) keep(value, header, isPolicy ? null : known?.shape ?? null, place, to);
  else reportNotUnderstood(header, known !== undefined, place, to);
}

/** Of some kinds, only objects of certain names are kept. */
function isLeftOut(value: Readonly<Record<string, unknown>>, { group, kind }: Header, names: readonly string[] | undefined): boolean {
  const { metadata } = value;
  return names === undefined ? !isObservedName(group, kind, isJsonObject(metadata) ? metadata['name'] : undefined) : !isNamed(value, names);
}

const isNamed = ({ metadata }: Readonly<Record<string, unknown>>, names: readonly string[]): boolean => isJsonObject(metadata) && names.some((name) => name === metadata['name']);

/** Other kinds are only counted: coverage shows them. */
function reportNotUnderstood({ group, kind }: Header, isKnownKind: boolean, place: Place, to: Acceptance): void {
  if (group === '' && kind === 'Secret') to.diagnostics.add(problem('warning', 'SECRET_REFUSED', 'A Secret is refused: Postern neither needs nor keeps Secrets.', place.source, { state: 'refused' }));
  else if (isKnownKind) to.diagnostics.add(problem('warning', 'VERSION_NOT_MODELLED', `A ${kind} is not evaluated: Postern does not know this version of ${kind}.`, place.source, { state: 'unreadable' }));
  else if (isUnmodelledPolicy(group, kind)) to.diagnostics.add(problem('warning', 'KIND_NOT_MODELLED', `A ${kind} of ${group} is not evaluated: answers are incomplete where it applies.`, place.source, { state: 'unreadable' }));
}

/** Takes one parsed document: an object, a list of them at any depth, or something that is none of Kubernetes'. */
export function acceptValue(value: unknown, place: Place, to: Acceptance, inherited: Header | null = null): void {
  if (Array.isArray(value) && value.some((item) => isJsonObject(item) && 'apiVersion' in item)) { value.forEach((item: unknown, index) => { acceptValue(item, place.item(index), to, inherited); }); return; }
  const header = isJsonObject(value) ? headerOf(value, inherited) : null;
  if (header === null) {
    to.diagnostics.add(problem('info', 'NOT_KUBERNETES', 'The document is no Kubernetes object: it has no apiVersion and kind.', place.source));
    return;
  }
  const object = value as Readonly<Record<string, unknown>>;
  if (header.kind.endsWith('List') && 'items' in object) acceptList(header, object['items'], place, to);
  else acceptObject(object, header, place, to);
}
