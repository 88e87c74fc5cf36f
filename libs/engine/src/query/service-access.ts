import { groupedBy } from '../model/grouped-by.ts';
import type { Asked } from './asked.ts';
import { judge, type Cell } from './cell.ts';
import { familiesDiffer } from './family-difference.ts';
import { NOTHING } from '../compile/set-table.ts';
import { connections, EMPTY, intersect, isEmptySet, union, type ConnectionSet, type FamilyMask } from '../model/connection-set.ts';
import type { ServiceBackend } from '../model/directory.ts';
import type { ServiceEnd } from '../model/question.ts';
import { askedOfPort, pickedPorts, targetAt } from '../model/service-hop.ts';

/** How some ends are seen by those who ask a Service for them. */
export interface Access {
  /** What is asked of them, an id of the question's table. */
  readonly targets: number;
  /** Whether a pod's way to itself leaves it here (PD-5). */
  readonly isHairpin: boolean;
  /** The answer of one pair in the ports of the Service. */
  seen(cell: Cell): Cell;
}

/** Backends that are seen alike. */
export interface AccessGroup { readonly access: Access; readonly backends: readonly ServiceBackend[] }

/** The backends behind the ports that are asked for, by how ports are translated to reach them. */
export function accessGroups(asked: Asked, service: ServiceEnd): readonly AccessGroup[] {
  const picked = pickedPorts(service, asked.traffic);
  const keyOf = (backend: ServiceBackend): string => `${String(backend.families)} ${picked.map((position) => String(targetAt(service, position, backend))).join(',')}`;
  const groups = groupedBy(service.facts.backends.filter((backend) => picked.some((position) => targetAt(service, position, backend) !== null)), keyOf);
  return [...groups.values()].flatMap((backends) => backends.slice(0, 1).map((first) => ({ backends, access: accessTo(asked, service, picked, first) })));
}

interface Translation { readonly asked: ConnectionSet; readonly target: ConnectionSet }

function accessTo(asked: Asked, service: ServiceEnd, picked: readonly number[], backend: ServiceBackend): Access {
  const { sets, traffic } = asked;
  const translations = picked.flatMap((position) => translationsOf(service, position, backend, askedOfPort(service, position, traffic)));
  const wanted = sets.intersect(sets.idOf(translations.map((each) => each.asked).reduce(union, EMPTY)), asked.families[backend.families]!);
  const pulled = new Map<number, number>();
  const pull = (id: number): number => {
    let known = pulled.get(id);
    if (known === undefined) {
      const set = sets.setOf(id);
      known = sets.intersect(sets.idOf(translations.filter(({ target }) => !isEmptySet(intersect(set, target))).map((each) => each.asked).reduce(union, EMPTY)), wanted);
      pulled.set(id, known);
    }
    return known;
  };
  const seen = (cell: Cell): Cell => {
    const families = (cell.families & backend.families) as FamilyMask;
    const part = sets.intersect(wanted, asked.families[families]!); const surely = sets.intersect(pull(cell.surely), part); const possibly = sets.intersect(pull(cell.possibly), part);
    const differs = families === 3 && traffic?.family === undefined && familiesDiffer(sets.setOf(part), sets.setOf(surely), sets.setOf(possibly));
    const verdict = judge(traffic !== null, { asked: part, surely, possibly, isSplit: sets.subtract(part, possibly) !== NOTHING, differs });
    return { verdict, asked: part, surely, possibly, families, universe: cell.universe, differs, isBeyondModel: false };
  };
  const cells = new Map<Cell, Cell>();
  return {
    targets: sets.idOf(translations.map(({ target }) => target).reduce(union, EMPTY)), isHairpin: service.facts.kind === 'translated',
    seen(cell) {
      let known = cells.get(cell);
      if (known === undefined) {
        known = seen(cell);
        cells.set(cell, known);
      }
      return known;
    },
  };
}

/** One port at one backend, by family: the set that is asked for, one port wide, and where it leads. */
function translationsOf(service: ServiceEnd, position: number, backend: ServiceBackend, wanted: ConnectionSet): readonly Translation[] {
  const target = targetAt(service, position, backend); const port = service.facts.ports[position];
  if (target === null || port === undefined) return [];
  return ([4, 6] as const).map((family): Translation => ({
    asked: intersect(wanted, connections(port.protocol, port.port, port.port, family)), target: connections(port.protocol, target, target, family),
  })).filter((each) => !isEmptySet(each.asked));
}
