import { Global, Inject, Module } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '@postern/config';
import { openStorage } from '@postern/db';
import type { Storage } from '@postern/db';
import { CONFIG } from './config.token.ts';

/** Injects the open database. */
export const STORAGE = Symbol('storage');

@Global()
@Module({
  providers: [{ provide: STORAGE, useFactory: (config: Config) => openStorage({ url: config.DATABASE_URL, applicationName: 'postern-api' }), inject: [CONFIG] }],
  exports: [STORAGE],
})
export class StorageModule implements OnApplicationShutdown {
  constructor(@Inject(STORAGE) private readonly storage: Storage) {}
  onApplicationShutdown(): Promise<void> { return this.storage.close(); }
}
