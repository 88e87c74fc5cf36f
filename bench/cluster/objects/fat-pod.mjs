import { DOMAINS, NOUNS } from '../words.mjs';

const HEX = '0123456789abcdef';
const PROBE = { httpGet: { path: '/healthz', port: 8080, scheme: 'HTTP' }, periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3, successThreshold: 1 };
const CONDITIONS = ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'];

/** Everything that a real pod carries and no policy looks at. */
export function fatten(r, pod, { namespace, name }) {
  const container = pod.spec.containers[0];
  const image = `registry.example.com/${namespace.team}/${name}@sha256:${r.code(64, HEX)}`;
  Object.assign(container, {
    image,
    env: Array.from({ length: 14 }, (_, i) => ({ name: `${DOMAINS[i % 20].toUpperCase()}_${NOUNS[i % 20].toUpperCase()}_URL`, value: `http://${DOMAINS[i % 20]}-${NOUNS[(i * 7) % 20]}.${namespace.name}.svc:8080` })),
    resources: { limits: { cpu: '500m', memory: '512Mi' }, requests: { cpu: '100m', memory: '256Mi' } },
    livenessProbe: PROBE, readinessProbe: PROBE,
    volumeMounts: [{ name: 'config', mountPath: '/etc/app' }, { name: 'kube-api-access', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true }],
  });
  Object.assign(pod.spec, {
    restartPolicy: 'Always', terminationGracePeriodSeconds: 30, dnsPolicy: 'ClusterFirst', serviceAccountName: name, schedulerName: 'default-scheduler',
    tolerations: [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }, { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }],
    volumes: [{ name: 'config', configMap: { name: `${name}-config`, defaultMode: 420 } }, { name: 'kube-api-access', projected: { sources: [{ serviceAccountToken: { expirationSeconds: 3607, path: 'token' } }], defaultMode: 420 } }],
  });
  pod.metadata.annotations = { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9102', 'checksum/config': r.code(64, HEX) };
  pod.metadata.managedFields = [managedFields(pod)];
  const { creationTimestamp } = pod.metadata;
  pod.status.conditions = CONDITIONS.map((type) => ({ type, status: 'True', lastProbeTime: null, lastTransitionTime: creationTimestamp }));
  pod.status.containerStatuses = [{ name: 'main', ready: true, restartCount: r.int(3), image, imageID: image, containerID: `containerd://${r.code(64, HEX)}`, state: { running: { startedAt: creationTimestamp } } }];
}

const managedFields = ({ metadata: { labels } }) => ({
  manager: 'kube-controller-manager', operation: 'Update', apiVersion: 'v1', fieldsType: 'FieldsV1',
  fieldsV1: {
    'f:metadata': { 'f:labels': Object.fromEntries(Object.keys(labels).map((key) => [`f:${key}`, {}])), 'f:ownerReferences': {} },
    'f:spec': { 'f:containers': { 'k:{"name":"main"}': { '.': {}, 'f:env': {}, 'f:image': {}, 'f:ports': {}, 'f:resources': {} } } },
  },
});
