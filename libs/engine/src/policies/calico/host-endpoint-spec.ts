/** A HostEndpoint's spec as it was written. */
export interface HostEndpointSpec {
  readonly node?: string | null;
  readonly interfaceName?: string | null;
  readonly expectedIPs?: readonly string[] | null;
  readonly profiles?: readonly string[] | null;
  readonly ports?: readonly { readonly name?: string | null; readonly protocol?: number | string | null; readonly port?: number | null }[] | null;
}
