// What generated things are called, and what they listen on.

export const TEAMS = ['atlas', 'birch', 'cobalt', 'delta', 'ember', 'falcon', 'garnet', 'harbor', 'indigo', 'juniper', 'krypton', 'lagoon', 'marble', 'nimbus', 'onyx', 'prairie', 'quartz', 'river', 'summit', 'tundra'];
export const DOMAINS = ['checkout', 'billing', 'catalog', 'search', 'identity', 'orders', 'shipping', 'pricing', 'media', 'reports', 'ledger', 'alerts', 'profile', 'promo', 'returns', 'quota', 'ingest', 'models', 'trace', 'vault'];
export const NOUNS = ['api', 'web', 'worker', 'gateway', 'store', 'cache', 'queue', 'sync', 'index', 'router', 'relay', 'broker', 'scheduler', 'exporter', 'session', 'audit', 'mailer', 'render', 'loader', 'proxy'];
export const TIERS = ['frontend', 'backend', 'data', 'cache', 'worker'];
export const ENVIRONMENTS = ['prod', 'staging', 'dev'];

export const PCI = 'pci.example.com/scope';
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

const port = (name, containerPort, protocol = 'TCP') => ({ name, containerPort, protocol });

export const PORTS_BY_TIER = {
  frontend: [port('http', 8080), port('https', 8443)],
  backend: [port('http', 8080), port('grpc', 50051)],
  data: [port('db', 5432), port('replica', 5433)],
  cache: [port('redis', 6379), port('gossip', 16379, 'UDP')],
  worker: [port('http', 9000), port('sig', 3868, 'SCTP')],
};

/** The port of a workload without any. */
export const USUAL_PORT = { containerPort: 8080, protocol: 'TCP', name: 'http' };
