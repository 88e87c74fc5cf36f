import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import type { Config } from '@postern/config';
import { AnalysisService } from '../../analysis/analysis.service.ts';
import { MEDIA_TYPES } from '../../analysis/data/export-data.ts';
import type { ExportAsk } from '../../analysis/data/export-data.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { CONFIG } from '../../platform/config.token.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { Reply } from '../../platform/http/reply.ts';
import { BackgroundService } from '../operation/background.service.ts';
import { basisOf, underOfTexts } from '../reachability/reachability-rest.types.ts';
import { conditionalOf, immutableAnswer } from '../view/immutable-answer.ts';
import { ViewService } from '../view/view.service.ts';
import type { ExportQuery } from './export-rest.types.ts';

/** The whole list of a version: every pair that can connect. */
@Injectable()
export class ExportService {
  constructor(private readonly analysis: AnalysisService, private readonly views: ViewService, private readonly background: BackgroundService, @Inject(CONFIG) private readonly config: Config) {}

  async export(principal: Principal, view: string, { basis, as, set, group, format }: ExportQuery, request: IdentifiedRequest): Promise<Reply<unknown>> {
    const ask: ExportAsk = { basis: basisOf(basis), groupBy: group, format };
    const resolved = await this.views.resolve(principal, view, underOfTexts({ as, set }));
    const begun = await this.background.begin(principal, request, { kind: 'EXPORT', key: resolved.key, ask });
    return begun ?? immutableAnswer([resolved], principal, ['export', ask], conditionalOf(request, resolved), async () => {
      const text = await this.analysis.ask('exportText', resolved.key, { ask, mostBytes: this.config.RESULT_MAX_BYTES });
      return new Reply(new StreamableFile(text, { type: MEDIA_TYPES[format] }));
    });
  }
}
