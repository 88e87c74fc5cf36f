export function* namespaceObjects({ options: { isLive }, namespaces, stream }, stamps) {
  for (const { name, labels } of namespaces) {
    const metadata = { name, labels };
    yield isLive ? { apiVersion: 'v1', kind: 'Namespace', metadata: stamps.metadata(stream(`nsobj:${name}`), metadata), status: { phase: 'Active' } } : { apiVersion: 'v1', kind: 'Namespace', metadata };
  }
}
