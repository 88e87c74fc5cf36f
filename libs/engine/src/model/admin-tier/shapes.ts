import { LABEL_SELECTOR_SHAPE } from '../manifest/label-selector.ts';
import type { Shape } from '../shape.ts';
import type { AdminChannel } from './channel.ts';

type Fields = Readonly<Record<string, Shape>>;

const CLUSTER_PEER: Fields = { namespaces: LABEL_SELECTOR_SHAPE, pods: { fields: { namespaceSelector: LABEL_SELECTOR_SHAPE, podSelector: LABEL_SELECTOR_SHAPE } } };
const NAMES: Shape = { list: 'string' };

/** How one API describes itself. */
export interface AdminShape {
  readonly channel: AdminChannel;
  /** Fields of the spec besides subject, ingress and egress. */
  readonly spec: Fields;
  /** The field of a rule that limits its traffic. */
  readonly traffic: Fields;
  readonly hasDomainNames: boolean;
}

/** The structure of a whole policy for administrators: what is not here, the API server drops. */
export function adminPolicyShape({ channel, spec, traffic, hasDomainNames }: AdminShape): Shape {
  const isExperimental = channel === 'experimental';
  const destination: Fields = {
    ...CLUSTER_PEER, networks: NAMES,
    ...(isExperimental && { nodes: LABEL_SELECTOR_SHAPE }), ...(isExperimental && hasDomainNames && { domainNames: NAMES }),
  };
  const rules = (field: 'from' | 'to', peer: Fields): Shape => ({ list: { fields: { name: 'string', action: 'string', [field]: { list: { fields: peer } }, ...traffic } } });
  return {
    fields: {
      apiVersion: 'string', kind: 'string', metadata: 'any', status: 'any',
      spec: { fields: { ...spec, subject: { fields: CLUSTER_PEER }, ingress: rules('from', CLUSTER_PEER), egress: rules('to', destination) } },
    },
  };
}
