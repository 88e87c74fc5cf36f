/**
 * A function of one object that remembers its last argument and answer. Neighbours in a cluster repeat each other, the pods
 * of one workload above all, so that one place is as good as a table and holds on to nothing.
 */
export function lastSeen<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  let key: Key | undefined; let value: Value | undefined;
  return (next) => {
    if (next === key) return value as Value;
    value = make(next);
    key = next;
    return value;
  };
}
