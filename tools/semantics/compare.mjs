// Where the document, the tests and the sources disagree, one sentence each.

const twice = (items) => [...new Set(items.filter((item, index) => items.indexOf(item) !== index))];

function settingSentences(documented, known) {
  const text = (values) => values.join(', ');
  return [
    ...[...known].filter(([key]) => !documented.has(key)).map(([key]) => `the setting ${key} is not in the document`),
    ...[...documented].filter(([key]) => !known.has(key)).map(([key]) => `there is no setting ${key}`),
    ...[...documented].filter(([key, values]) => known.has(key) && text(values) !== text(known.get(key))).map(([key, values]) => `${key} takes ${text(known.get(key))}, the default first; the document says ${text(values)}`),
  ];
}

/** `testsById` and `references` come from the specs and the sources; `references` are the anchors that docstrings point to. */
export function disagreements({ document: { ids, excused, settings }, testsById, references, knownSettings }) {
  const known = new Set(ids);
  return [
    ...twice(ids).map((id) => `${id} is explained twice`),
    ...ids.filter((id) => !testsById.has(id) && !excused.has(id)).map((id) => `no test cites ${id}`),
    ...[...testsById].filter(([id]) => !known.has(id)).map(([id, files]) => `${files.join(', ')} cites ${id}, which the document lacks`),
    ...[...excused.keys()].filter((id) => !known.has(id)).map((id) => `${id} is excused from a test and does not exist`),
    ...[...excused.keys()].filter((id) => testsById.has(id)).map((id) => `${id} is excused from a test and has one`),
    ...references.filter(({ id }) => id !== null && !known.has(id)).map(({ file, id }) => `${file} points to ${id}, which the document lacks`),
    ...settingSentences(settings, knownSettings),
  ];
}
