import type { Deviation } from '../deviation.ts';
import { mapRules } from './map-rules.ts';

/** `endPort` is no field that the enforcer knows, so that only the first port of a range opens. */
export const narrowEndPortToPort: Deviation = {
  code: 'FIELD_NOT_HONOURED', says: 'has a range of ports, of which only the first opens',
  rewrite: (manifest) => mapRules(manifest, { ports: (ports) => ports.map((port) => ({ ...port, endPort: null })) }),
};
