import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@postern/config';
import { AnalysisService } from '../../analysis/analysis.service.ts';
import type { AxisAsk, MatrixData } from '../../analysis/data/matrix-data.ts';
import { viewKeyText } from '../../analysis/view-key.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { CONFIG } from '../../platform/config.token.ts';
import { encodeCursor, offsetAfter } from '../../platform/paging/cursor.ts';
import type { CursorBinding } from '../../platform/paging/cursor.ts';
import { checkPageSize } from '../../platform/paging/page-size.ts';
import { Problem } from '../../platform/problems/problem.ts';
import { endpointReference } from '../endpoint/endpoint-reference.ts';
import { toEndpoint } from '../endpoint/endpoint.mapping.ts';
import { groupingOf, trafficAsk, underOf } from '../reachability/question.mapping.ts';
import { toCaveat } from '../view/resource.mapping.ts';
import { ViewService } from '../view/view.service.ts';
import type { Axis, AxisInput, Matrix, MatrixArgs } from './matrix.types.ts';

/** Which groups can send what to which. */
@Injectable()
export class MatrixService {
  constructor(private readonly analysis: AnalysisService, private readonly views: ViewService, @Inject(CONFIG) private readonly config: Config) {}

  async matrix(principal: Principal, { view, basis, under, rows, columns, traffic }: MatrixArgs): Promise<Matrix> {
    const { key } = await this.views.resolve(principal, view, underOf(under));
    const asked = trafficAsk(traffic);
    const side = (name: 'rows' | 'columns', { granularity, within, first, after }: AxisInput): Side => {
      checkPageSize(first, this.config.MAX_PAGE_SIZE);
      const groups = { groupBy: groupingOf(granularity), namespaces: namespacesOf(name, within) };
      const binding = ['matrix', name, viewKeyText(key), groups];
      return { binding, ask: { ...groups, offset: offsetAfter(binding, after), limit: first } };
    };
    const [from, to] = [side('rows', rows), side('columns', columns)];
    const found = await this.analysis.ask('matrix', key, { basis, traffic: asked, rows: from.ask, columns: to.ask });
    const axes = { rows: axisOf(found.rows, from), columns: axisOf(found.columns, to) };
    return { ...axes, cells: found.cells, pairs: found.pairs, caveats: found.caveats.map(toCaveat), truncated: isPart(axes.rows) || isPart(axes.columns) };
  }
}

interface Side { readonly binding: CursorBinding; readonly ask: AxisAsk }

const isPart = ({ items, total }: Axis): boolean => items.length < total.value;

function axisOf({ items, total }: MatrixData['rows'], { binding, ask: { offset } }: Side): Axis {
  const cursor = (at: number): string | null => (at < 0 || items.length === 0 ? null : encodeCursor(binding, offset + at));
  return {
    items: items.map(toEndpoint), total: { value: total, relation: 'EXACT' },
    pageInfo: { hasNextPage: offset + items.length < total, hasPreviousPage: offset > 0, startCursor: cursor(0), endCursor: cursor(items.length - 1) },
  };
}

/** @throws {Problem} VALIDATION_FAILED for what is no namespace */
function namespacesOf(side: string, within: AxisInput['within']): readonly string[] | null {
  if (within === null || within === undefined) return null;
  return within.map((input, at) => {
    const reference = endpointReference(input);
    if (!reference.startsWith('ns:')) throw new Problem('VALIDATION_FAILED', 'an axis is narrowed to namespaces', [{ path: `${side}.within.${String(at)}`, message: `${reference} is no namespace` }]);
    return reference.slice('ns:'.length);
  });
}
