// The engine's stages as import zones: the table of docs/architecture.md, written once.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ENGINE = './libs/engine/src';

/** What each stage may import besides itself, as paths below the engine's source folder. */
const STAGES = {
  model: [],
  resources: ['model'],
  'policies/*.ts': ['model', 'policies'],
  read: ['model', 'resources', 'policies', 'enforcers/kept-fields.ts'],
  'enforcers/*.ts': ['model', 'resources', 'policies', 'enforcers'],
  enforced: ['model', 'resources', 'policies', 'enforcers'],
  compile: ['model'],
  increment: ['model', 'compile'],
  binary: ['model', 'resources', 'compile'],
  query: ['model', 'compile'],
  impact: ['model', 'compile', 'query'],
  explain: ['model'],
  references: ['model', 'compile'],
  diff: ['model', 'compile', 'query', 'explain'],
  exposure: ['model', 'resources', 'compile', 'query', 'references'],
  findings: ['model', 'resources', 'policies', 'read', 'enforcers', 'compile', 'query', 'explain', 'references', 'diff', 'impact'],
  render: ['model', 'query/answers.ts', 'diff/changes.ts', 'exposure/answers.ts'],
};

/** Folders whose children may not import each other; `shared` are the exceptions. */
const FAMILIES = {
  policies: { known: ['network-policy', 'admin-network-policy', 'cluster-network-policy', 'cilium', 'calico'], may: ['model'], shared: [] },
  enforcers: { known: ['reference', 'cilium', 'calico', 'weave', 'flannel', 'kube-router'], may: ['model', 'resources', 'policies'], shared: ['enforcers/reference', 'enforcers/profile', 'enforcers/enforcer.ts', 'enforcers/recogniser.ts'] },
};

function members(root, family, known) {
  const folder = join(root, ENGINE, family);
  const present = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name) : [];
  return [...new Set([...known, ...present])];
}

const zone = (target, allowed) => ({
  target: `${ENGINE}/${target}`,
  from: ENGINE,
  except: [...new Set(allowed)].map((path) => `./${path}`),
  message: `Engine stage "${target}" may import only: ${allowed.join(', ')}.`,
});

/** The zones of `import-x/no-restricted-paths`, for the stages and for every sibling below a family. */
export function stageZones(root) {
  const stages = Object.entries(STAGES).map(([stage, allowed]) => zone(stage, stage.includes('*') ? allowed : [stage, ...allowed]));
  const siblings = Object.entries(FAMILIES).flatMap(([family, { known, may, shared }]) =>
    members(root, family, known).map((member) => zone(`${family}/${member}`, [`${family}/${member}`, ...may, ...shared])));
  return [...stages, ...siblings];
}

export { FAMILIES, STAGES };
