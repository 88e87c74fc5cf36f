import { exposureDocument, exposureOf } from '@postern/engine';
import type { Caveat, ConnectionSet, ExposureAnswer, ExposureDocument, ExposureItem, ExposurePath } from '@postern/engine';
import type { ExposureAsk, ExposureItemData, ExposurePage, ExposurePathData } from '../data/exposure-data.ts';
import type { PageAsk } from '../data/peers-data.ts';
import { setData } from '../data/set-data.ts';
import type { LoadedView } from '../loaded-view.ts';
import { remember } from '../view-cache.ts';
import { caveatsData, describeEnd } from './point.ts';
import { underBasis } from './under-basis.ts';

/** One page of what is exposed, with the number of ways that are no rows. */
export function exposure(loaded: LoadedView, { ask, page }: { readonly ask: ExposureAsk; readonly page: PageAsk }): ExposurePage {
  const { answers, caveats } = allAnswers(loaded, ask);
  const items = answers.flatMap((answer) => answer.items);
  return {
    rows: items.slice(page.offset, page.offset + page.limit).map((item) => itemData(loaded, item)), total: items.length,
    blocked: count(answers, 'blocked'), deadEnds: count(answers, 'deadEnds'), caveats: caveatsData(caveats),
  };
}

/** One page as the command line prints it. What is closed or leads nowhere stands on every page, so that none hides it. */
export function exposureRecords(loaded: LoadedView, { ask, page }: { readonly ask: ExposureAsk; readonly page: PageAsk }): ExposureDocument {
  const { answers, caveats } = allAnswers(loaded, ask);
  const shown: ExposureAnswer[] = [];
  let before = 0;
  for (const answer of answers) {
    shown.push({ ...answer, items: answer.items.slice(Math.max(0, page.offset - before), Math.max(0, page.offset + page.limit - before)) });
    before += answer.items.length;
  }
  return { ...exposureDocument(shown, caveats), total: before };
}

const count = (answers: readonly ExposureAnswer[], ways: 'blocked' | 'deadEnds'): number => answers.reduce((sum, answer) => sum + answer[ways].length, 0);

function allAnswers(loaded: LoadedView, { directions, basis, groupBy }: ExposureAsk): { readonly answers: readonly ExposureAnswer[]; readonly caveats: readonly Caveat[] } {
  const { loaded: read, caveats: added } = underBasis(loaded, basis);
  const caveats = [...read.firewalls.caveats, ...added];
  return { answers: directions.map((direction) => remember(read, JSON.stringify(['exposure', direction, groupBy]), () => exposureOf(read.view, read.snapshot, { direction, groupBy }))), caveats };
}

function itemData(loaded: LoadedView, item: ExposureItem): ExposureItemData {
  return { endpoint: describeEnd(loaded, item.peer.ref), via: item.via.map((path) => pathData(path, item.universe)), ...sets(item, item.universe) };
}

function pathData(path: ExposurePath, universe: ConnectionSet): ExposurePathData {
  const { kind, resource, parent, hostnames, paths, addresses, ports, source: { ref, assumption } } = path;
  return { kind, resource, parent, hostnames, paths, addresses, ports, source: ref, assumption, ...sets(path, universe) };
}

const sets = ({ verdict, allowed, partial, undecided }: ExposurePath | ExposureItem, universe: ConnectionSet): Pick<ExposureItemData, 'verdict' | 'allowed' | 'partial' | 'undecided'> => (
  { verdict, allowed: setData(allowed, universe), partial: setData(partial, universe), undecided: setData(undecided, universe) }
);
