/** Values by key, keys and values in the order in which they are met. The command also runs where `Map.groupBy` is missing. */
export function groupedBy<Key, Value>(values: Iterable<Value>, keyOf: (value: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]); else group.push(value);
  }
  return groups;
}
