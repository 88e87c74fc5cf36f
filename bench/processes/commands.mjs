// The same questions of folders of manifests, as each program wants to be asked. `ends` are two workloads as {namespace, name}.
const ref = ({ namespace, name }) => `deploy:${namespace}/${name}`;
const plain = ({ namespace, name }) => `${namespace}/${name}`;

export const COMMANDS = {
  postern: {
    list: ({ base }) => ['list', '--in', base, '-o', 'json', '--quiet'],
    diff: ({ base, next }) => ['diff', base, next, '-o', 'json', '--quiet'],
    exposed: ({ base }) => ['exposed', '--in', base, '-o', 'json', '--quiet'],
    who: ({ base, to }) => ['who', ref(to), '--in', base, '-o', 'json', '--quiet'],
    why: ({ base, from, to }) => ['why', ref(from), ref(to), '--in', base, '-o', 'json', '--quiet'],
  },
  netpolAnalyzer: {
    list: ({ base }) => ['list', '--dirpath', base, '--quiet', '--output', 'json'],
    diff: ({ base, next }) => ['diff', '--dir1', base, '--dir2', next, '--quiet', '--output', 'md'],
    exposed: ({ base }) => ['list', '--dirpath', base, '--exposure', '--quiet', '--output', 'json'],
    who: ({ base, to }) => ['list', '--dirpath', base, '--focusworkload', plain(to), '--quiet', '--output', 'json'],
    why: ({ base, to }) => ['list', '--dirpath', base, '--focusworkload', plain(to), '--explain', '--quiet'],
  },
  policyAssistant: { list: ({ base }) => ['analyze', '--mode', 'probe', '--policy-path', base] },
};
