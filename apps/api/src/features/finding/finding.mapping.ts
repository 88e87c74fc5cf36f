import type { FindingData } from '../../analysis/data/finding-data.ts';
import { viewText } from '../../analysis/view-key.ts';
import type { Severity } from '../../platform/graphql/enums.ts';
import { nodeId, problemUrl, toResourceRef, toSourceLocation } from '../view/resource.mapping.ts';
import type { Finding } from './finding.types.ts';

export function toFinding({ view, record, apiVersion }: FindingData): Finding {
  const { fingerprint, code, severity, message, resource, file, line, path } = record;
  return {
    id: nodeId('Finding', viewText(view), fingerprint), fingerprint, rule: { code, docsUrl: problemUrl(code) }, severity: severity.toUpperCase() as keyof typeof Severity, message,
    subjects: resource === null ? [] : [toResourceRef(resource, apiVersion ?? undefined)], path: resource === null ? null : path,
    locations: [toSourceLocation(file === null ? null : { file, line })].filter((location) => location !== null),
  };
}
