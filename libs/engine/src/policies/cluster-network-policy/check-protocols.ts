import { checkCount, checkExactlyOne, checkPortNumber, isGiven } from '../../model/admin-tier/check-fields.ts';
import { hasPlainDestination } from '../../model/admin-tier/check-peers.ts';
import type { RawAdminRule } from '../../model/admin-tier/check-rules.ts';
import type { AdminReporter } from '../../model/admin-tier/problem.ts';

interface RawDestinationPort { readonly number?: number | null; readonly range?: { readonly start?: number | null; readonly end?: number | null } | null }
interface RawPorts { readonly destinationPort?: RawDestinationPort | null }
interface RawProtocol { readonly tcp?: RawPorts | null; readonly udp?: RawPorts | null; readonly sctp?: RawPorts | null; readonly destinationNamedPort?: string | null }

export interface RawRule extends RawAdminRule { readonly protocols?: readonly RawProtocol[] | null }

const WITH_PORTS = ['tcp', 'udp', 'sctp'] as const;

function checkDestinationPort({ number, range }: RawDestinationPort, pointer: string, reporter: AdminReporter): void {
  checkExactlyOne({ number, range }, ['number', 'range'], pointer, reporter);
  if (isGiven(number)) checkPortNumber(number, `${pointer}/number`, reporter);
  if (!range) return;
  checkPortNumber(range.start, `${pointer}/range/start`, reporter);
  checkPortNumber(range.end, `${pointer}/range/end`, reporter);
  if ((range.start ?? 0) >= (range.end ?? 65536)) reporter.refuse(`${pointer}/range`, 'PORT_RANGE_INVALID', 'start must be smaller than end');
}

function checkProtocol(protocol: RawProtocol, pointer: string, reporter: AdminReporter): void {
  checkExactlyOne(protocol, [...WITH_PORTS, 'destinationNamedPort'], pointer, reporter);
  for (const name of WITH_PORTS) {
    const ports = protocol[name];
    if (!ports) continue;
    const at = `${pointer}/${name}`;
    // The field's text reads as "every port", but the schema refuses the empty object (CN-8).
    if (!ports.destinationPort) reporter.refuse(at, 'FIELD_EMPTY', 'destinationPort is needed; for every port write a range from 1 to 65535');
    else checkDestinationPort(ports.destinationPort, `${at}/destinationPort`, reporter);
  }
}

/** Checks a rule's protocols (CN-6 to CN-9). Only the experimental channel refuses a named port for peers that are no pods. */
export function checkProtocols({ protocols, to }: RawRule, pointer: string, isExperimental: boolean, reporter: AdminReporter): void {
  if (!protocols) return;
  checkCount(protocols, 25, `${pointer}/protocols`, 'protocols', reporter);
  protocols.forEach((protocol, index) => {
    const at = `${pointer}/protocols/${String(index)}`;
    checkProtocol(protocol, at, reporter);
    if (isExperimental && isGiven(protocol.destinationNamedPort) && hasPlainDestination(to)) reporter.refuse(at, 'NAMED_PORT_WITHOUT_POD', 'a named port cannot stand in a rule with networks, nodes or domainNames, which have no container ports');
  });
}
