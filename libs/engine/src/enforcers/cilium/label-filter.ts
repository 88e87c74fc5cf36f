import { isAtLeast, type CiliumVersion } from './version.ts';

/** Whether a label of a pod or node is part of identities at all. */
export type LabelFilter = (key: string) => boolean;

interface Pattern { readonly isExclusion: boolean; readonly regex: RegExp | null }

const EXCLUDED = [
  'io\\.kubernetes', 'kubernetes\\.io', '.*beta\\.kubernetes\\.io', 'k8s\\.io', 'pod-template-generation', 'pod-template-hash', 'controller-revision-hash', 'annotation.*', 'controller-uid', 'etcd_node',
  'statefulset\\.kubernetes\\.io/pod-name', 'apps\\.kubernetes\\.io/pod-index', 'batch\\.kubernetes\\.io/job-completion-index', 'batch\\.kubernetes\\.io/controller-uid',
];
const EXCLUDED_SINCE_1_18 = 'topology\\.kubernetes\\.io';
const INCLUDED = ['app\\.kubernetes\\.io'];

/** From the start of the key, not to its end. */
function anchored(source: string): RegExp | null {
  try {
    return new RegExp(`^(?:${source})`);
  } catch {
    return null;
  }
}

/** `regex`, `!regex`, `source:regex` or `source:!regex`. A bang before the source is part of the source's name, which then matches nothing. */
function parsePattern(text: string, wanted: string): Pattern {
  const at = text.indexOf(':');
  const rest = text.slice(at + 1);
  const isExclusion = rest.startsWith('!');
  return { isExclusion, regex: at < 0 || text.slice(0, at) === wanted ? anchored(isExclusion ? rest.slice(1) : rest) : null };
}

const lengths = (patterns: readonly Pattern[], key: string): readonly number[] => patterns.flatMap(({ regex }) => { const match = regex?.exec(key); return match ? [match[0].length] : []; });

/** The filter that the option `labels` sets up beside the defaults of the release. */
export function labelFilter(option: string, version: CiliumVersion): LabelFilter {
  const defaults = (list: readonly string[], isExclusion: boolean): readonly Pattern[] => list.map((source) => ({ isExclusion, regex: anchored(source) }));
  return filterOf(patternsOf(option, 'k8s'), [...defaults(isAtLeast(version, [1, 18, 0]) ? [...EXCLUDED, EXCLUDED_SINCE_1_18] : EXCLUDED, true), ...defaults(INCLUDED, false)]);
}

/** The filter that the option `node-labels` sets up for labels of nodes; there are no defaults beside it. */
export const nodeLabelFilter = (option: string): LabelFilter => filterOf(patternsOf(option, 'node'), []);

const patternsOf = (option: string, source: string): readonly Pattern[] => option.split(/\s+/).filter((text) => text !== '').map((text) => parsePattern(text, source));

/** The longest inclusion must beat the shortest exclusion; where inclusions are given, one must match. */
function filterOf(given: readonly Pattern[], defaults: readonly Pattern[]): LabelFilter {
  const all = [...defaults, ...given];
  const exclusions = all.filter(({ isExclusion }) => isExclusion); const inclusions = all.filter(({ isExclusion }) => !isExclusion);
  const isSelective = given.some(({ isExclusion }) => !isExclusion);
  return (key) => {
    const excluded = lengths(exclusions, key); const included = lengths(inclusions, key);
    if (excluded.length === 0) return !isSelective || included.length > 0;
    return Math.max(-1, ...included) > Math.min(...excluded);
  };
}
