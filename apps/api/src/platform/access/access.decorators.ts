import { SetMetadata } from '@nestjs/common';
import type { CustomDecorator } from '@nestjs/common';
import type { Scope } from './principal.ts';

export const PUBLIC = 'postern:public';
export const REQUIRED_SCOPES = 'postern:scopes';
export const COST = 'postern:cost';

/** Answers without credentials. Everything that has neither this nor `@Scopes` is refused. */
export const Public = (): CustomDecorator => SetMetadata(PUBLIC, true);
/** The scopes that the bearer must all have; none named means any valid token. */
export const Scopes = (...scopes: readonly Scope[]): CustomDecorator => SetMetadata(REQUIRED_SCOPES, scopes);
/** What a REST request takes from the bearer's budget; 1 unless told. */
export const Costs = (points: number): CustomDecorator => SetMetadata(COST, points);
