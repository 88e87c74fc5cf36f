// Block style, enough for these objects.

const PLAIN = /^[A-Za-z_][A-Za-z0-9_./-]*$/u;
const RESERVED = /^(true|false|null|yes|no|on|off|y|n)$/iu;

const scalar = (value) => (typeof value !== 'string' || (PLAIN.test(value) && !RESERVED.test(value)) ? String(value) : JSON.stringify(value));

/** One YAML document, without its separator. */
export const yamlText = (object) => entries(object, '', '');

function valueText(value, indent) {
  if (value === null || typeof value !== 'object') return ` ${scalar(value)}\n`;
  if (Array.isArray(value)) return value.length === 0 ? ' []\n' : `\n${value.map((item) => `${indent}-${itemText(item, indent)}`).join('')}`;
  return mapText(value, `${indent}  `, '\n', `${indent}  `);
}

/** What stands behind a dash begins on its line. */
function itemText(item, indent) {
  const inner = `${indent}  `;
  return item !== null && typeof item === 'object' && !Array.isArray(item) ? mapText(item, inner, ' ', '') : valueText(item, inner);
}

function mapText(map, indent, opening, first) {
  return Object.values(map).every((value) => value === undefined) ? ' {}\n' : opening + entries(map, indent, first);
}

function entries(map, indent, first) {
  let text = '';
  for (const [key, value] of Object.entries(map)) {
    if (value === undefined) continue;
    text += `${text === '' ? first : indent}${scalar(key)}:${valueText(value, indent)}`;
  }
  return text;
}
