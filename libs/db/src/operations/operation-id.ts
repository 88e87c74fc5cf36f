/** Where an operation is stored: its public id names the cluster, so that no look-up crosses clusters. */
export interface OperationKey { readonly clusterId: number; readonly uuid: string }

const PATTERN = /^([1-9][0-9]{0,9})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const MAX_CLUSTER_ID = 2 ** 31 - 1;

export const printOperationId = ({ clusterId, uuid }: OperationKey): string => `${clusterId}-${uuid}`;

export function parseOperationId(id: string): OperationKey | null {
  const [, cluster, uuid] = PATTERN.exec(id) ?? [];
  if (cluster === undefined || uuid === undefined || Number(cluster) > MAX_CLUSTER_ID) return null;
  return { clusterId: Number(cluster), uuid };
}
