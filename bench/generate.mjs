// A synthetic cluster of any size, the same for the same seed: node bench/generate.mjs --help
import { HELP, parseCommandLine } from './cluster/options.mjs';
import { writeCluster } from './cluster/write-cluster.mjs';

const pairs = (record) => Object.entries(record).map(([key, value]) => `${key}=${value}`).join(' ');

function describe({ options: { shape, next } }, out, { files, bytes, counts, tally: { Running: running, Pending: pending, Succeeded: succeeded, hostNetwork }, model }) {
  const size = { workloads: model.workloads.length, namespaces: model.namespaces.length, nodes: model.options.nodes, externalRanges: model.ranges.length };
  const pods = shape === 'manifests' ? {} : { running, pending, succeeded, hostNetwork };
  const changes = next === null ? {} : { replaced: model.changes.podsReplaced, policyChanges: model.changes.policies.length };
  return `${out}: ${files} file(s), ${(bytes / 1e6).toFixed(1)} MB, ${pairs(counts)}\n${pairs({ ...size, ...pods, ...changes })}`;
}

try {
  const asked = parseCommandLine(process.argv.slice(2));
  if (asked === null) console.log(HELP);
  else {
    const written = writeCluster(asked.options, asked.out, asked.files);
    if (!asked.quiet) console.log(describe(asked, asked.out, written));
  }
} catch (error) {
  console.error(`generate: ${error.message}\n${HELP}`);
  process.exitCode = 2;
}
