import { clusterModel } from './model/cluster-model.mjs';
import { clusterObjects } from './objects/cluster-objects.mjs';
import { clusterOptions } from './options.mjs';

/** A live cluster as NDJSON, in memory. */
export function clusterLines(options) {
  let text = '';
  for (const object of clusterObjects(clusterModel(clusterOptions(options)))) text += `${JSON.stringify(object)}\n`;
  return text;
}
