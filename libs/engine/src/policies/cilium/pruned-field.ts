const ELEMENT = /^\/specs?(?:\/\d+)?\/(ingress|egress)(Deny)?\/\d+\/([^/]+)$/;
const FILTER = /^\/specs?(?:\/\d+)?\/(?:ingress|egress)Deny\/\d+\/toPorts\/\d+\/(?:rules|listener|serverNames)/;

/** What a policy of Cilium means once the API server has dropped the field at the pointer; empty where there is nothing to say. */
export function effectOfCiliumPruning(pointer: string): string {
  if (FILTER.test(pointer)) return ', so that whole ports are denied';
  const [, , deny, field = ''] = ELEMENT.exec(pointer) ?? [];
  if (!/^(?:from|to)(?!Ports$)/i.test(field)) return '';
  const said = deny === undefined ? 'allows' : 'denies';
  return `; where no other peers are named the rule then ${said} every peer on its ports, and nothing without ports`;
}
