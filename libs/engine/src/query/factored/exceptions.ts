import type { View } from '../../compile/view.ts';
import type { AllRows } from './factored-pairs.ts';
import type { FactoredRows } from './factored-rows.ts';
import { regionsOf } from './regions.ts';

/** What both firewalls let through between a sender and one receiver, by bound; ids of the view. */
export type Report = (receiver: number, lower: number, upper: number) => void;

/** Where what two classes allow each other may be another than what their types do. */
export interface Exceptions {
  /** Tells every class that a class may stand in such a relation to as a sender, each once, in no order. O(exceptions). */
  visit(sender: number, report: Report): void;
}

/** The rows of one bound, with the exceptions of one sender laid open. */
interface Opened {
  open(sender: number, found: (receiver: number) => void): void;
  valueOf(receiver: number): number;
}

export function createExceptions(view: View, { lower, upper }: AllRows): Exceptions {
  const members = listsOf(view.programs.ingress.count, (add) => { for (let id = 0; id < view.classes.count; id += 1) add(view.programs.ingress.ofClass[id]!, id, 0); });
  const surely = createOpened(view, lower, members); const possibly = lower === upper ? surely : createOpened(view, upper, members);
  const stamps = new Int32Array(view.classes.count); let stamp = 0; const found: number[] = [];
  const add = (receiver: number): void => {
    if (stamps[receiver] === stamp) return;
    stamps[receiver] = stamp;
    found.push(receiver);
  };
  return {
    visit(sender, report) {
      stamp += 1;
      found.length = 0;
      surely.open(sender, add);
      if (possibly !== surely) possibly.open(sender, add);
      for (const receiver of found) {
        const value = surely.valueOf(receiver);
        report(receiver, value, possibly === surely ? value : possibly.valueOf(receiver));
      }
      view.counters.exceptionPairs += found.length;
    },
  };
}

function createOpened(view: View, { egress, ingress }: AllRows['lower'], members: Lists): Opened {
  const { classes, programs, sets } = view; const { ofSlot } = regionsOf(view);
  const holders = holdersOf(ingress, classes.count);
  const ofReceiver = new Int32Array(classes.count).fill(-1); const ofProgram = new Int32Array(programs.ingress.count).fill(-1);
  let vector = egress.vectors[0]!; let region = 0; const receivers: number[] = []; const receiving: number[] = [];
  return {
    open(sender, found) {
      for (const receiver of receivers) ofReceiver[receiver] = -1;
      for (const program of receiving) ofProgram[program] = -1;
      receivers.length = receiving.length = 0;
      const program = programs.egress.ofClass[sender]!;
      vector = egress.vectors[egress.vectorOf[program]!]!; region = ofSlot[sender]!;
      for (let at = egress.starts[program]!; at < egress.starts[program + 1]! && egress.slots[at]! < classes.count; at += 1) {
        ofReceiver[egress.slots[at]!] = egress.values[at]!;
        receivers.push(egress.slots[at]!);
        found(egress.slots[at]!);
      }
      for (let at = holders.starts[sender]!; at < holders.starts[sender + 1]!; at += 1) {
        const holder = holders.items[at]!;
        ofProgram[holder] = holders.values[at]!;
        receiving.push(holder);
        for (let member = members.starts[holder]!; member < members.starts[holder + 1]!; member += 1) found(members.items[member]!);
      }
    },
    valueOf(receiver) {
      const sent = ofReceiver[receiver]!; const program = programs.ingress.ofClass[receiver]!; const taken = ofProgram[program]!;
      return sets.intersect(sent === -1 ? vector[ofSlot[receiver]!]! : sent, taken === -1 ? ingress.vectors[ingress.vectorOf[program]!]![region]! : taken);
    },
  };
}

/** Lists by number, one after the other, each item with a value. */
interface Lists { readonly starts: Int32Array; readonly items: Int32Array; readonly values: Int32Array }

/** The programs with an exception at each class, and what they allow it. */
function holdersOf({ starts, slots, values }: FactoredRows, classCount: number): Lists {
  return listsOf(classCount, (add) => {
    for (let program = 0; program + 1 < starts.length; program += 1) for (let at = starts[program]!; at < starts[program + 1]! && slots[at]! < classCount; at += 1) add(slots[at]!, program, values[at]!);
  });
}

function listsOf(count: number, each: (add: (list: number, item: number, value: number) => void) => void): Lists {
  const starts = new Int32Array(count + 2);
  each((list) => { starts[list + 2]! += 1; });
  for (let list = 2; list < starts.length; list += 1) starts[list]! += starts[list - 1]!;
  const items = new Int32Array(starts[count + 1]!); const values = new Int32Array(items.length);
  each((list, item, value) => {
    const at = starts[list + 1]!;
    items[at] = item; values[at] = value;
    starts[list + 1] = at + 1;
  });
  return { starts, items, values };
}
