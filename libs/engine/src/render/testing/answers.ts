import { askUnder } from '../../ask-under.ts';
import { analyse } from '../../pipeline.ts';
import type { View } from '../../compile/view.ts';
import type { PointAnswer } from '../../model/point-answer.ts';
import { readTexts } from '../../read/session.ts';
import { parseTraffic } from '../../references/traffic.ts';

const FILE = `apiVersion: v1
kind: Pod
metadata: {namespace: shop, name: web, labels: {app: web}}
spec: {nodeName: n1, containers: [{name: main}]}
status: {phase: Running, podIP: 10.0.1.1}
---
apiVersion: v1
kind: Pod
metadata: {namespace: shop, name: db, labels: {app: db}}
spec: {nodeName: n1, containers: [{name: main}]}
status: {phase: Running, podIP: 10.0.1.2}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {namespace: shop, name: db}
spec:
  podSelector: {matchLabels: {app: db}}
  policyTypes: [Ingress]
  ingress:
    - from:
        - podSelector: {matchLabels: {app: none}}
        - podSelector: {matchLabels: {app: web}}
      ports:
        - port: 5432
`;

/** Two Pods of a shop; a policy of `shop.yaml` lets web reach db on 5432. */
export const shopView = (): View => {
  const read = readTexts([{ file: 'shop.yaml', text: FILE }]);
  return analyse(read.objects, read.coverage).view;
};

/** An answer over {@link shopView}, by what the policies say. */
export const shopAnswer = (from: string, to: string, traffic: string): PointAnswer => askUnder({ specified: shopView(), enforced: null, isEnforcementKnown: false }, { from, to, traffic: parseTraffic(traffic), basis: 'SPECIFIED' });
