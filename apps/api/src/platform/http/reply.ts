/** An answer with a status and headers of its own. */
export class Reply<T> {
  readonly body: T;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  constructor(body: T, { status = 200, headers = {} }: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {}) {
    this.body = body;
    this.status = status;
    this.headers = headers;
  }
}
