import type { View } from '../../compile/view.ts';
import type { AllRows } from './all-rows.ts';
import type { FactoredRules } from './factored-rules.ts';
import type { FactoredRows } from './factored-rows.ts';

/** Receivers that a class of senders has another kind of pair with than their looks say, in no order: from `start` up to `end`. */
export interface ExceptionList { receivers: Int32Array; usual: Int32Array; actual: Int32Array; start: number; end: number }

export interface Exceptions {
  /** The list is overwritten when the next one is asked for. */
  of(sender: number): ExceptionList;
}

/** More exceptions (of 12 bytes) than this are found again for each question instead of being kept. */
const MOST_KEPT = 2_000_000;
const cached = new WeakMap<View['programs'], Exceptions | 'too many'>();

/** The exceptions of a view; O(pairs that an exception of a row is about), once where they are kept. */
export function exceptionsOf(view: View, rules: FactoredRules): Exceptions {
  let known = cached.get(view.programs);
  if (known === undefined) {
    known = findAll(view, rules) ?? 'too many';
    cached.set(view.programs, known);
  }
  return known === 'too many' ? findEach(view, rules) : known;
}

function findAll(view: View, rules: FactoredRules): Exceptions | null {
  const { count } = view.classes; const find = createFinder(view, rules); const found = createStore();
  const starts = new Int32Array(count + 1);
  for (let sender = 0; sender < count; sender += 1) {
    find(sender, found.add);
    starts[sender + 1] = found.size();
    if (found.size() > MOST_KEPT) return null;
  }
  const list = found.list();
  for (const column of ['receivers', 'usual', 'actual'] as const) list[column] = list[column].slice(0, list.end);
  return {
    of(sender) {
      list.start = starts[sender]!; list.end = starts[sender + 1]!;
      return list;
    },
  };
}

function findEach(view: View, rules: FactoredRules): Exceptions {
  const find = createFinder(view, rules); const found = createStore();
  return {
    of(sender) {
      found.clear();
      find(sender, found.add);
      return found.list();
    },
  };
}

type Add = (receiver: number, usual: number, actual: number) => void;

function createStore(): { readonly add: Add; readonly size: () => number; readonly clear: () => void; readonly list: () => ExceptionList } {
  let receivers = new Int32Array(1024); let usual = new Int32Array(1024); let actual = new Int32Array(1024); let size = 0;
  const grown = (column: Int32Array): Int32Array<ArrayBuffer> => { const wider = new Int32Array(2 * size); wider.set(column); return wider; };
  return {
    add(receiver, before, after) {
      if (size === receivers.length) { receivers = grown(receivers); usual = grown(usual); actual = grown(actual); }
      receivers[size] = receiver; usual[size] = before; actual[size] = after;
      size += 1;
    },
    size: () => size,
    clear: () => { size = 0; },
    list: () => ({ receivers, usual, actual, start: 0, end: size }),
  };
}

/** Looks at every class that a class may be an exception to as a sender, each once, and tells of those that it is. */
function createFinder(view: View, { rows: { lower, upper }, regions: { ofSlot }, kinds, senders, receivers, usual }: FactoredRules): (sender: number, add: Add) => void {
  const { classes, programs, axis: { families }, counters } = view;
  const members = listsOf(programs.ingress.count, (add) => { for (let id = 0; id < classes.count; id += 1) add(programs.ingress.ofClass[id]!, id, 0); });
  const surely = createOpened(view, lower, members); const possibly = lower === upper ? surely : createOpened(view, upper, members);
  const programOf = programs.ingress.ofClass; const found: Found = { classes: new Int32Array(classes.count), size: 0, stamps: new Int32Array(classes.count), turn: 0 };
  return (sender, add) => {
    found.size = 0;
    found.turn += 1;
    surely.open(sender, found);
    if (possibly !== surely) possibly.open(sender, found);
    const looks = senders.towards[senders.ofClass[sender]!]!; const region = ofSlot[sender]!; const own = families[sender]!;
    // Receivers behind one firewall come one after the other, and mostly are the same kind of exception.
    let lastSent = -1; let lastTaken = -1; let lastMask = -1; let lastLook = -1; let lastSight = -1; let after = -1; let before = -1;
    for (let at = 0; at < found.size; at += 1) {
      const receiver = found.classes[at]!; const program = programOf[receiver]!; const there = ofSlot[receiver]!; const mask = own & families[receiver]!;
      const sent = valueOf(surely.sent[receiver]!, surely.vector, there); const taken = valueOf(surely.taken[program]!, surely.vectors[program]!, region);
      if (possibly !== surely) {
        after = kinds.of(sent, valueOf(possibly.sent[receiver]!, possibly.vector, there), taken, valueOf(possibly.taken[program]!, possibly.vectors[program]!, region), mask);
      } else if (sent !== lastSent || taken !== lastTaken || mask !== lastMask) {
        lastSent = sent; lastTaken = taken; lastMask = mask;
        after = kinds.of(sent, sent, taken, taken, mask);
      }
      const look = looks[there]!; const sight = receivers.towards[receivers.ofClass[receiver]!]![region]!;
      if (look !== lastLook || sight !== lastSight) {
        lastLook = look; lastSight = sight;
        before = usual(look, sight);
      }
      if (before !== after) add(receiver, before, after);
    }
    counters.exceptionPairs += found.size;
  };
}

/** Classes, each once: those whose stamp is the turn stand among the first `size`. */
interface Found { readonly classes: Int32Array; size: number; readonly stamps: Int32Array; turn: number }

/** The rows of one bound, with the exceptions of one sender laid open. */
interface Opened {
  /** Adds the classes that some exception of the sender is about. */
  open(sender: number, found: Found): void;
  /** What the sender lets out to a class as an exception, -1 where it is none; what it lets out to regions else. */
  readonly sent: Int32Array;
  vector: Int32Array;
  /** By program, what it lets in from the sender as an exception, -1 where it is none; what it lets in from regions else. */
  readonly taken: Int32Array;
  readonly vectors: readonly Int32Array[];
}

const valueOf = (exception: number, vector: Int32Array, region: number): number => (exception < 0 ? vector[region]! : exception);

function createOpened({ classes, programs }: View, { egress, ingress }: AllRows['lower'], members: Lists): Opened {
  const holders = holdersOf(ingress, classes.count);
  const sent = new Int32Array(classes.count).fill(-1); const taken = new Int32Array(programs.ingress.count).fill(-1);
  let last = -1;
  const close = (): void => {
    if (last < 0) return;
    const program = programs.egress.ofClass[last]!;
    for (let at = egress.starts[program]!; at < egress.starts[program + 1]! && egress.slots[at]! < classes.count; at += 1) sent[egress.slots[at]!] = -1;
    for (let at = holders.starts[last]!; at < holders.starts[last + 1]!; at += 1) taken[holders.items[at]!] = -1;
  };
  const opened: Opened = {
    sent, taken, vector: new Int32Array(0), vectors: Array.from(ingress.vectorOf, (vector) => ingress.vectors[vector]!),
    open(sender, found) {
      close();
      last = sender;
      const program = programs.egress.ofClass[sender]!; const { stamps, turn } = found;
      opened.vector = egress.vectors[egress.vectorOf[program]!]!;
      const put = (receiver: number): void => {
        if (stamps[receiver] === turn) return;
        stamps[receiver] = turn; found.classes[found.size] = receiver;
        found.size += 1;
      };
      for (let at = egress.starts[program]!; at < egress.starts[program + 1]! && egress.slots[at]! < classes.count; at += 1) {
        sent[egress.slots[at]!] = egress.values[at]!;
        put(egress.slots[at]!);
      }
      for (let at = holders.starts[sender]!; at < holders.starts[sender + 1]!; at += 1) {
        const holder = holders.items[at]!;
        taken[holder] = holders.values[at]!;
        for (let member = members.starts[holder]!; member < members.starts[holder + 1]!; member += 1) put(members.items[member]!);
      }
    },
  };
  return opened;
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
