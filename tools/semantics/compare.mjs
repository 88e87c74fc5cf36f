// Where the pages, the tests and the sources disagree, one sentence each.

const twice = (items) => [...new Set(items.filter((item, index) => items.indexOf(item) !== index))];

function settingSentences(documented, known) {
  const text = (values) => values.join(', ');
  return [
    ...[...known].filter(([key]) => !documented.has(key)).map(([key]) => `no page explains the setting ${key}`),
    ...[...documented].filter(([key]) => !known.has(key)).map(([key]) => `there is no setting ${key}`),
    ...[...documented].filter(([key, values]) => known.has(key) && text(values) !== text(known.get(key))).map(([key, values]) => `${key} takes ${text(known.get(key))}, the default first; its page says ${text(values)}`),
  ];
}

/** `testsById` and `references` come from the specs and the sources; `references` are what docstrings point to, a page and perhaps a rule on it. */
export function disagreements({ pages, testsById, references, knownSettings }) {
  const all = [...pages.values()];
  const ids = all.flatMap((page) => page.ids); const known = new Set(ids);
  const excused = new Set(all.flatMap((page) => [...page.excused.keys()]));
  const leadsNowhere = ({ page, id }) => !pages.has(page) || (id !== null && !pages.get(page).ids.includes(id));
  return [
    ...twice(ids).map((id) => `${id} is explained twice`),
    ...ids.filter((id) => !testsById.has(id) && !excused.has(id)).map((id) => `no test cites ${id}`),
    ...[...testsById].filter(([id]) => !known.has(id)).map(([id, files]) => `${files.join(', ')} cites ${id}, which no page explains`),
    ...[...excused].filter((id) => !known.has(id)).map((id) => `${id} is excused from a test and does not exist`),
    ...[...excused].filter((id) => testsById.has(id)).map((id) => `${id} is excused from a test and has one`),
    ...references.filter(leadsNowhere).map(({ file, page, id }) => `${file} points to ${page}${id === null ? '' : `#${id}`}, which is not there`),
    ...settingSentences(new Map(all.flatMap((page) => [...page.settings])), knownSettings),
  ];
}
