import type { Diagnostic } from '../model/diagnostic.ts';
import type { Shape } from '../model/shape.ts';
import { checkedValue, type LeaveOut, type Refuse } from './checked-object.ts';
import type { PodShape, Workload } from './kinds.ts';
import { METADATA_SHAPE, type MetadataJson } from './metadata.ts';
import type { LocatedObject } from './object.ts';
import { controllerOf } from './owner.ts';
import { podShapeOf, POD_SPEC_SHAPE, type PodSpecJson } from './pod-shape.ts';
import { workloadRef } from './reference.ts';

const TEMPLATE: Shape = { fields: { metadata: { fields: { labels: { map: 'string' } } }, spec: POD_SPEC_SHAPE } };
const JOB_SPEC: Shape = { fields: { parallelism: 'integer', template: TEMPLATE } };
const shapeOf = (spec: Shape): Shape => ({ fields: { apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE, spec } });

/** What is kept of a Deployment, ReplicaSet, StatefulSet, DaemonSet or ReplicationController. */
export const WORKLOAD_SHAPE: Shape = shapeOf({ fields: { replicas: 'integer', template: TEMPLATE } });
/** What is kept of a Job. */
export const JOB_SHAPE: Shape = shapeOf(JOB_SPEC);
/** What is kept of a CronJob. */
export const CRON_JOB_SHAPE: Shape = shapeOf({ fields: { suspend: 'boolean', jobTemplate: { fields: { spec: JOB_SPEC } } } });

interface TemplateJson { readonly metadata?: { readonly labels?: Readonly<Record<string, string>> | null } | null; readonly spec?: PodSpecJson | null }
interface JobSpecJson { readonly parallelism?: number | null; readonly template?: TemplateJson | null }
interface WorkloadJson {
  readonly metadata?: MetadataJson | null;
  readonly spec?: (JobSpecJson & { readonly replicas?: number | null; readonly jobTemplate?: { readonly spec?: JobSpecJson | null } | null }) | null;
}

/** A workload before its owners and pods are known. */
export type UnlinkedWorkload = Omit<Workload, 'workload' | 'hasPods'>;

const templateShape = ({ metadata, spec }: TemplateJson, pointer: string, refuse: Refuse, leaveOut: LeaveOut): PodShape => podShapeOf(metadata?.labels, spec, pointer, refuse, leaveOut);

/** Reads a workload of any kind; null where it is refused. */
export function parseWorkload(object: LocatedObject, diagnostics: Diagnostic[]): UnlinkedWorkload | null {
  let workload: UnlinkedWorkload | null = null;
  const isCronJob = object.kind === 'CronJob';
  const shape = isCronJob ? CRON_JOB_SHAPE : object.kind === 'Job' ? JOB_SHAPE : WORKLOAD_SHAPE;
  const json = checkedValue<WorkloadJson>(object, shape, diagnostics, ({ metadata, spec }, refuse, leaveOut) => {
    const inner = (isCronJob ? spec?.jobTemplate?.spec : spec) ?? {};
    const { template, parallelism } = inner;
    const pointer = isCronJob ? '/spec/jobTemplate/spec/template' : '/spec/template';
    workload = {
      ...templateShape(template ?? {}, pointer, refuse, leaveOut),
      group: object.group, kind: object.kind, namespace: object.namespace, name: object.name,
      ref: workloadRef(object.kind, object.namespace, object.name) ?? '',
      replicas: Math.max(1, spec?.replicas ?? parallelism ?? 1),
      owner: controllerOf(metadata ?? {}), source: object.source,
    };
  });
  return json === null ? null : workload;
}
