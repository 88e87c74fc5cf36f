import type { Endpoints } from '../firewalls.ts';
import { isEndpointTable, type EndpointTable } from './table.ts';
import { createEndpointWriter } from './writer.ts';

const tables = new WeakMap<Endpoints, EndpointTable>();

/** The endpoints as columns; a table stays as it is. O(endpoints) for each list of them. */
export function endpointTable(endpoints: Endpoints): EndpointTable {
  if (isEndpointTable(endpoints)) return endpoints;
  const known = tables.get(endpoints);
  if (known !== undefined) return known;
  const writer = createEndpointWriter(endpoints.length);
  for (const endpoint of endpoints) writer.add(endpoint);
  const table = writer.table();
  tables.set(endpoints, table);
  return table;
}
