/** A table by `group/kind` as a look-up that writes no text, since every object of the input goes through it. */
export function kindIndex<Entry>(table: Readonly<Record<string, Entry>>): (group: string, kind: string) => Entry | undefined {
  const byKind = new Map<string, Map<string, Entry>>();
  for (const [key, entry] of Object.entries(table)) {
    const slash = key.lastIndexOf('/');
    const kind = key.slice(slash + 1);
    const byGroup = byKind.get(kind) ?? new Map<string, Entry>();
    byKind.set(kind, byGroup.set(key.slice(0, slash), entry));
  }
  return (group, kind) => byKind.get(kind)?.get(group);
}
