import { answerText, matrixOf, parseTraffic } from '@postern/engine';
import type { MatrixAxis, MatrixSide, Reachability } from '@postern/engine';
import type { AxisAsk, MatrixAsk, MatrixData } from '../data/matrix-data.ts';
import type { LoadedView } from '../loaded-view.ts';
import { remember } from '../view-cache.ts';
import { caveatsData, describeEnd } from './point.ts';
import { underBasis } from './under-basis.ts';

/** One page of the matrix of senders by receivers. Cells on which nothing is allowed, not even perhaps, are left out. */
export function matrix(loaded: LoadedView, ask: MatrixAsk): MatrixData {
  const { loaded: read, caveats: onBasis } = underBasis(loaded, ask.basis);
  const { text, ...options } = ask.traffic;
  const found = remember(read, JSON.stringify(['matrix', ask]), () => matrixOf(read.view, { rows: axisOf(ask.rows), columns: axisOf(ask.columns), traffic: parseTraffic(text, options) }));
  const side = ({ peers, total }: MatrixSide): MatrixData['rows'] => ({ items: peers.map(({ ref }) => describeEnd(loaded, ref)), total });
  return {
    rows: side(found.rows), columns: side(found.columns), pairs: found.totals.pairs, caveats: caveatsData([...found.totals.caveats, ...onBasis]),
    cells: found.cells.map(({ row, column, reachability }) => ({ row, column, verdict: reachability.verdict, allowedShare: shareOf(reachability), text: answerText(reachability) })),
  };
}

const axisOf = ({ groupBy, namespaces, offset, limit }: AxisAsk): MatrixAxis => ({ groupBy, offset, limit, ...(namespaces !== null && { namespaces }) });
const shareOf = ({ pairs }: Reachability): number | null => (pairs.total === 0 ? null : pairs.allowed / pairs.total);
