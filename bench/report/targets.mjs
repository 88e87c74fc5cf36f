// What is promised, in the units of the case's figure, at 1k, 10k, 100k and 1M pods; null where nothing is.
const SIZES = [1000, 10_000, 100_000, 1_000_000];

const ROWS = [
  ['ready', 'ready', 40, 250, 1800, 25_000],
  ['binary', 'load', 3, 10, 50, 600],
  ['memory', 'view', 40, 60, 150, 1200],
  ['point', 'exact set', 1, 1, 2, 5],
  ['who', 'by workload', 50, 150, 1000, 10_000],
  ['reach', 'by workload', 50, 150, 1000, 10_000],
  ['totals', 'total and table', 2, 30, 500, null],
  ['diff', 'all after parsing', 15, 100, 1200, null],
  ['diff', 'comparison', 3, 30, 400, null],
  ...['pod p95', 'pod p95 by CPU'].map((figure) => ['change', figure, 0.1, 0.1, 0.5, 2]),
  ...['policy p95', 'policy p95 by CPU'].map((figure) => ['change', figure, 2, 2, 2, 10]),
  ['explain', 'one pair', 20, 30, 60, 100],
  ['exposure', 'ingress', 1, 10, 150, 5000],
  ['impact', 'policies and rules', 15, 200, 4000, null],
  ['enforcement', 'assess', null, 5, null, null],
  ['verification', '100 policies', 5, 50, 100, null],
  ...['programs', 'who', 'total and table', 'exposure'].map((figure) => ['growth', figure, 1.1, 1.1, 1.1, null]),
  ['service', 'CPU of a first page', 3, 4, 6, null],
  ['service', 'CPU of an ingest', null, 6000, null, null],
];

const BY_FIGURE = new Map(ROWS.flatMap(([name, figure, ...targets]) => targets.map((target, i) => [`${name}/${figure}/${SIZES[i]}`, target])));

/** The target of one figure; undefined where there is none. */
export const targetOf = (name, figure, pods) => BY_FIGURE.get(`${name}/${figure}/${pods}`) ?? undefined;
