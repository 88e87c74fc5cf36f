import { checkCount, checkExactlyOne, checkPortNumber, isGiven } from '../../model/admin-tier/check-fields.ts';
import { hasPlainDestination } from '../../model/admin-tier/check-peers.ts';
import type { RawAdminRule } from '../../model/admin-tier/check-rules.ts';
import type { AdminReporter } from '../../model/admin-tier/problem.ts';

interface RawPort {
  readonly portNumber?: { readonly protocol?: string | null; readonly port?: number | null } | null;
  readonly portRange?: { readonly protocol?: string | null; readonly start?: number | null; readonly end?: number | null } | null;
  readonly namedPort?: string | null;
}

export interface RawRule extends RawAdminRule { readonly ports?: readonly RawPort[] | null }

/** The schema of this API takes any text for a protocol, and a range that ends before it begins. */
function checkProtocol(protocol: string | null | undefined, pointer: string, { reject }: AdminReporter): void {
  if (isGiven(protocol) && !['TCP', 'UDP', 'SCTP'].includes(protocol as string)) reject(`${pointer}/protocol`, 'PROTOCOL_INVALID', 'the protocol must be TCP, UDP or SCTP, in capitals');
}

function checkPort({ portNumber, portRange }: RawPort, pointer: string, reporter: AdminReporter): void {
  if (portNumber) {
    checkPortNumber(portNumber.port, `${pointer}/portNumber/port`, reporter);
    checkProtocol(portNumber.protocol, `${pointer}/portNumber`, reporter);
  }
  if (!portRange) return;
  checkPortNumber(portRange.start, `${pointer}/portRange/start`, reporter);
  checkPortNumber(portRange.end, `${pointer}/portRange/end`, reporter);
  checkProtocol(portRange.protocol, `${pointer}/portRange`, reporter);
  if ((portRange.start ?? 0) >= (portRange.end ?? 65536)) reporter.reject(`${pointer}/portRange`, 'PORT_RANGE_INVALID', 'start must be smaller than end');
}

/** Checks a rule's ports (AN-10, AN-11, AN-14). */
export function checkPorts({ ports, to }: RawRule, pointer: string, reporter: AdminReporter): void {
  if (!ports) return;
  checkCount(ports, 100, `${pointer}/ports`, 'ports', reporter);
  ports.forEach((port, index) => {
    const at = `${pointer}/ports/${String(index)}`;
    checkExactlyOne(port, ['portNumber', 'portRange', 'namedPort'], at, reporter);
    checkPort(port, at, reporter);
    if (isGiven(port.namedPort) && hasPlainDestination(to)) reporter.refuse(at, 'NAMED_PORT_WITHOUT_POD', 'a named port cannot stand in a rule with networks, nodes or domainNames, which have no container ports');
  });
}
