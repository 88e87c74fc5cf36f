/** Two namespaces: `frontend` may reach `api` on TCP 8080 and nothing else may. */
export const SHOP = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { team: shop } }
---
apiVersion: v1
kind: Namespace
metadata: { name: web, labels: { team: web } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec: { replicas: 1, selector: { matchLabels: { app: api } }, template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: c, image: i, ports: [{ name: http, containerPort: 8080 }] }] } } }
---
apiVersion: v1
kind: Pod
metadata: { name: frontend, namespace: web, labels: { app: frontend } }
spec: { nodeName: n1, containers: [{ name: c, image: i }] }
status: { phase: Running, podIP: 10.1.0.5, podIPs: [{ ip: 10.1.0.5 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: other, namespace: web, labels: { app: other } }
spec: { nodeName: n1, containers: [{ name: c, image: i }] }
status: { phase: Running, podIP: 10.1.0.6, podIPs: [{ ip: 10.1.0.6 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api-in, namespace: shop }
spec:
  podSelector: { matchLabels: { app: api } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { team: web } }, podSelector: { matchLabels: { app: frontend } } }]
      ports: [{ port: 8080 }]
`;

/** The same with one more port open. */
export const SHOP_OPENED = SHOP.replace('ports: [{ port: 8080 }]', 'ports: [{ port: 8080 }, { port: 9090 }]');
