import type { Shape } from '../../model/shape.ts';

const FAILSAFE_PORTS: Shape = { list: { fields: { protocol: 'string', port: 'integer', net: 'string' } } };

/** What is read of a FelixConfiguration: settings that change verdicts, and how to tell where they hold. */
export const FELIX_CONFIGURATION_SPEC: Readonly<Record<string, Shape>> = {
  nodeSelector: 'string', interfacePrefix: 'string', interfaceExclude: 'string', ipv6Support: 'boolean', bpfEnabled: 'boolean', nftablesMode: 'string', policySyncPathPrefix: 'string',
  defaultEndpointToHostAction: 'string', failsafeInboundHostPorts: FAILSAFE_PORTS, failsafeOutboundHostPorts: FAILSAFE_PORTS, chainInsertMode: 'string',
  iptablesFilterAllowAction: 'string', iptablesMangleAllowAction: 'string', iptablesFilterDenyAction: 'string', nftablesFilterAllowAction: 'string', nftablesMangleAllowAction: 'string', nftablesFilterDenyAction: 'string',
  bpfExternalServiceMode: 'string', bpfConnectTimeLoadBalancing: 'string', bpfHostNetworkedNATWithoutCTLB: 'string', allowVXLANPacketsFromWorkloads: 'boolean', allowIPIPPacketsFromWorkloads: 'boolean',
  workloadSourceSpoofing: 'string', natOutgoingAddress: 'string', natOutgoingExclusions: 'string', serviceLoopPrevention: 'string', kubeNodePortRanges: { list: 'intOrString' },
  externalNodesList: { list: 'string' }, wireguardEnabled: 'boolean', wireguardEnabledV6: 'boolean', wireguardHostEncryptionEnabled: 'boolean',
};

/** A FelixConfiguration's spec, as far as it is read. */
export interface FelixConfigurationSpec {
  readonly nodeSelector?: string | null;
  readonly defaultEndpointToHostAction?: string | null;
  readonly failsafeInboundHostPorts?: readonly FelixFailsafePort[] | null;
  readonly failsafeOutboundHostPorts?: readonly FelixFailsafePort[] | null;
}

/** A port that no host policy closes; without a net for every address. */
export interface FelixFailsafePort { readonly protocol?: string | null; readonly port?: number | null; readonly net?: string | null }

/** What is read of a KubeControllersConfiguration: whether host endpoints are made for nodes. */
export const KUBE_CONTROLLERS_SPEC: Readonly<Record<string, Shape>> = { controllers: { fields: { node: { fields: { hostEndpoint: { fields: { autoCreate: 'string', createDefaultHostEndpoint: 'string' } } } } } } };
