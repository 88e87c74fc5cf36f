import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import type { Config } from '@postern/config';
import { AnalysisService } from '../../analysis/analysis.service.ts';
import { MEDIA_TYPES } from '../../analysis/data/export-data.ts';
import type { DiffAsk } from '../../analysis/data/diff-data.ts';
import { viewKeyText, viewText } from '../../analysis/view-key.ts';
import type { Under } from '../../analysis/view-key.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { CONFIG } from '../../platform/config.token.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { Reply } from '../../platform/http/reply.ts';
import { offsetConnection } from '../../platform/paging/connection.ts';
import { offsetAfter } from '../../platform/paging/cursor.ts';
import { checkPageSize } from '../../platform/paging/page-size.ts';
import { Problem } from '../../platform/problems/problem.ts';
import { BackgroundService } from '../operation/background.service.ts';
import { groupingOf, underOf } from '../reachability/question.mapping.ts';
import { basisOf, underOfTexts } from '../reachability/reachability-rest.types.ts';
import { toSnapshot } from '../snapshot/snapshot.mapping.ts';
import { immutableAnswer } from '../view/immutable-answer.ts';
import { toCaveat } from '../view/resource.mapping.ts';
import { ViewService } from '../view/view.service.ts';
import type { ResolvedView } from '../view/view.service.ts';
import { toDiffChange, toResourceChange } from './diff.mapping.ts';
import type { DiffQuery } from './diff-rest.types.ts';
import type { ChangesArgs, Diff, DiffArgs, DiffChangeConnection, ResourceChangeConnection } from './diff.types.ts';

type Options = Pick<DiffAsk, 'basis' | 'groupBy' | 'ignoreEndpointChurn' | 'namespaces'>;

/** What changed between two versions of one cluster. */
@Injectable()
export class DiffService {
  constructor(private readonly analysis: AnalysisService, private readonly views: ViewService, private readonly background: BackgroundService, @Inject(CONFIG) private readonly config: Config) {}

  async diff(principal: Principal, { base, target, basis, under, underTarget, filter, groupBy }: DiffArgs): Promise<Diff> {
    const options = { basis, groupBy: groupingOf(groupBy), ignoreEndpointChurn: filter?.ignoreEndpointChurn ?? false, namespaces: filter?.namespaces ?? null };
    const [before, after] = await this.sides(principal, base, target, [underOf(under), underOf(underTarget ?? under)]);
    const ask = askOf(before, after, options);
    const { comparable, caveats, summary } = await this.analysis.askDiff('diffHead', { diff: ask });
    return { ask, base: toSnapshot(before.record), target: toSnapshot(after.record), comparable, caveats: caveats.map(toCaveat), summary };
  }

  async changes({ ask }: Diff, { kinds, causes, first, after }: ChangesArgs): Promise<DiffChangeConnection> {
    checkPageSize(first, this.config.MAX_PAGE_SIZE);
    const filter = { kinds: kinds ?? null, causes: causes ?? null };
    const binding = ['changes', bindingOf(ask), filter];
    const offset = offsetAfter(binding, after);
    const { rows, total } = await this.analysis.askDiff('diffChanges', { diff: ask, filter, page: { offset, limit: first } });
    return offsetConnection(rows.map(toDiffChange), total, offset, binding, (node, cursor) => ({ cursor, node }));
  }

  async resourceChanges({ ask }: Diff, first: number, after: string | null): Promise<ResourceChangeConnection> {
    checkPageSize(first, this.config.MAX_PAGE_SIZE);
    const binding = ['resource changes', bindingOf(ask)];
    const offset = offsetAfter(binding, after);
    const { rows, total } = await this.analysis.askDiff('diffResources', { diff: ask, page: { offset, limit: first } });
    return offsetConnection(rows.map(toResourceChange), total, offset, binding, (node, cursor) => ({ cursor, node }));
  }

  /** The document that the command line prints. */
  async record(principal: Principal, { base, target, basis, as, set, asTarget, setTarget, group, ignoreEndpointChurn, namespace, format }: DiffQuery, request: IdentifiedRequest): Promise<Reply<unknown>> {
    const options = { basis: basisOf(basis), groupBy: group, ignoreEndpointChurn, namespaces: namespace ?? null };
    const sides = await this.sides(principal, base, target, [underOfTexts({ as, set }), underOfTexts(asTarget === undefined ? { as, set } : { as: asTarget, set: setTarget })]);
    const [before, after] = sides;
    const ask = askOf(before, after, options);
    const begun = await this.background.begin(principal, request, { kind: 'DIFF', diff: ask, format });
    if (begun !== null) return begun;
    const path = new URL(request.originalUrl, 'http://localhost');
    path.searchParams.set('base', viewText(before.key));
    path.searchParams.set('target', viewText(after.key));
    const conditional = { ifNoneMatch: request.headers['if-none-match'], path: `${path.pathname}${path.search}` };
    return immutableAnswer(sides, principal, ['diff', options, format], conditional, async () => {
      const text = await this.analysis.askDiff('diffText', { diff: ask, format, mostBytes: this.config.RESULT_MAX_BYTES });
      return new Reply(new StreamableFile(text, { type: MEDIA_TYPES[format] }));
    });
  }

  private async sides(principal: Principal, base: string, target: string, [before, after]: readonly [Under, Under]): Promise<readonly [ResolvedView, ResolvedView]> {
    const sides = [await this.views.resolve(principal, base, before), await this.views.resolve(principal, target, after)] as const;
    // No query crosses clusters.
    if (sides[0].cluster.id !== sides[1].cluster.id) throw new Problem('VALIDATION_FAILED', 'the two versions are of different clusters');
    return sides;
  }
}

const askOf = (before: ResolvedView, after: ResolvedView, options: Options): DiffAsk => ({ base: before.key, target: after.key, ...options });
const bindingOf = ({ base, target, ...options }: DiffAsk): readonly unknown[] => [viewKeyText(base), viewKeyText(target), options];
