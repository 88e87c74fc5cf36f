// Whole processes on folders of manifests: the command as people start it, and its peers beside it.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { clusterOptions } from '../cluster/options.mjs';
import { clusterModel } from '../cluster/model/cluster-model.mjs';
import { writeCluster } from '../cluster/write-cluster.mjs';
import { bundle, peerPrograms } from '../measure/tools.mjs';
import { checkAnswers } from './check-answers.mjs';
import { comparePeer } from './check-peer.mjs';
import { COMMANDS } from './commands.mjs';
import { measuredProcess } from './measured-process.mjs';
import { createPeer } from './peer-questions.mjs';

const CACHE = join(import.meta.dirname, '..', '..', '.postern', 'bench');
const PODS_OF_WORKLOAD = 20;
const CHANGED_PERCENT = 2;
const RUNS = 3;
export const WORKLOADS = [100, 400, 800, 1600];

/** Results of each program at each size; answers are checked at the first. */
export async function processCase(sizes, show) {
  const command = join(CACHE, 'postern.mjs');
  mkdirSync(CACHE, { recursive: true });
  await bundle(command);
  const [smallest] = sizes;
  await checkAnswers(process.execPath, [command], foldersOf(smallest));
  const peers = Object.entries(peerPrograms).filter(([, program]) => program !== undefined).map(([name, program]) => ({ name, ...createPeer(name, program) }));
  if (peerPrograms.netpolAnalyzer !== undefined) await sayAgreement(peerPrograms.netpolAnalyzer, command, smallest);
  const results = [];
  for (const workloads of sizes) {
    const folders = foldersOf(workloads);
    const own = resultOf('postern', workloads, await ownCosts(workloads, folders, command));
    results.push(own);
    for (const { name, costs } of peers) {
      const result = withRatio(resultOf(name, workloads, await costs(folders, `${workloads} workloads`)), own);
      if (Object.keys(result.times).length > 0) results.push(result);
    }
    for (const result of results) if (result.workloads === workloads) show(result);
  }
  return results;
}

async function ownCosts(workloads, folders, command) {
  const costs = {};
  for (const [question, args] of Object.entries(COMMANDS.postern)) {
    const cost = await measuredProcess(process.execPath, [command, ...args(folders)], RUNS);
    if (cost.failure === null) costs[question] = cost; else console.error(`postern ${question} failed at ${workloads} workloads: ${cost.failure}`);
  }
  return costs;
}

function resultOf(program, workloads, costs) {
  const all = Object.entries(costs);
  return {
    case: 'processes', program, workloads, unit: 'ms', times: Object.fromEntries(all.map(([question, { cpu }]) => [question, cpu])),
    memory: Object.fromEntries(all.flatMap(([question, { peakMb }]) => (peakMb === null ? [] : [[question, peakMb]]))),
  };
}

/** How many times our CPU a peer uses for the same question. */
const withRatio = (result, own) => ({ ...result, ratio: Object.fromEntries(Object.entries(result.times).flatMap(([question, cpu]) => (own.times[question] === undefined ? [] : [[question, Number((cpu / own.times[question]).toPrecision(3))]]))) });

async function sayAgreement(peer, command, workloads) {
  const agreement = await comparePeer(peer, process.execPath, [command], foldersOf(workloads));
  console.error(agreement === null ? 'netpolAnalyzer gives no list in JSON, so answers are not compared' : `netpolAnalyzer: ${agreement.pairs} pairs of workloads compared at ${workloads} workloads, ${agreement.different} differ; ${agreement.leftOut} hang on addresses`);
}

/** Two versions of a cluster as manifests, written once, and two of its workloads. */
function foldersOf(workloads) {
  const written = (next) => {
    const options = clusterOptions({ pods: workloads * PODS_OF_WORKLOAD, shape: 'manifests', policies: 'knp', next });
    const folder = join(CACHE, 'manifests', `${workloads}${next === undefined ? '' : '-next'}`);
    if (!existsSync(folder)) writeCluster(options, folder);
    return { folder, options };
  };
  const { folder: base, options } = written(undefined); const { folder: next } = written(CHANGED_PERCENT);
  const [from, to] = deployments(options);
  return { base, next, from, to };
}

/** The first two that are in different namespaces. */
function deployments(options) {
  const named = clusterModel(options).workloads.map(({ namespace, name }) => ({ namespace: namespace.name, name }));
  const [from] = named;
  return [from, named.find(({ namespace }) => namespace !== from.namespace) ?? named[1]];
}
