/** The label under which Cilium knows a pod's namespace. */
export const POD_NAMESPACE = 'k8s:io.kubernetes.pod.namespace';

/** Under this prefix it knows the namespace's own labels. */
export const NAMESPACE_LABELS = 'k8s:io.cilium.k8s.namespace.labels.';

/** A CIDRSet entry of an external range. */
export const cidrEntry = ({ cidr, except }) => (except.length > 0 ? { cidr, except: [...except] } : { cidr });
