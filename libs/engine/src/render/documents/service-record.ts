import type { ServiceHop } from '../../model/service-hop.ts';
import { resourceRecord, type ResourceRecord } from './step-record.ts';

/** One port of a Service and what it becomes at the pods behind it; `targetPort` is a number, or several joined by commas. */
export interface HopPortRecord { readonly protocol: string; readonly servicePort: number; readonly targetPort: string }

/** How a question crosses a Service. The first port stands by itself, all of them in `ports` where the question picks several. */
export interface ServiceRecord extends Partial<HopPortRecord> {
  readonly service: ResourceRecord;
  readonly backends: number;
  readonly readyBackends: number;
  readonly ports?: readonly HopPortRecord[];
}

/** The hop from a Service's port to the pods' port as it is printed; several ports stand in `ports`, the first also in front. */
export function serviceRecord({ resource, ports, backends, readyBackends }: ServiceHop): ServiceRecord {
  const records = ports.map(({ protocol, servicePort, targetPort }) => ({ protocol, servicePort, targetPort }));
  return { service: resourceRecord(resource), ...records[0], backends, readyBackends, ...(records.length > 1 && { ports: records }) };
}
