const PREFIXES: Readonly<Record<string, string>> = {
  Deployment: 'deploy', StatefulSet: 'sts', DaemonSet: 'ds', ReplicaSet: 'rs', ReplicationController: 'rc', Job: 'job', CronJob: 'cronjob', Pod: 'pod',
};

/** The reference of an object that pods can stand under, such as `deploy:shop/web`; undefined for other kinds. */
export function workloadRef(kind: string, namespace: string, name: string): string | undefined {
  return Object.hasOwn(PREFIXES, kind) ? `${PREFIXES[kind] as string}:${namespace}/${name}` : undefined;
}
