/** The API of every Calico kind. */
export const CALICO = 'projectcalico.org/v3';

/** Nothing else matches inside of clusters' DNS. */
export const allowDns = () => ['UDP', 'TCP'].map((protocol) => ({ action: 'Allow', protocol, destination: { namespaceSelector: "kubernetes.io/metadata.name == 'kube-system'", selector: "k8s-app == 'kube-dns'", ports: [53] } }));
