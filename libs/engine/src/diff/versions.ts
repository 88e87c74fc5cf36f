import type { View } from '../compile/view.ts';

export type Side = 'base' | 'target';

export const SIDES = ['base', 'target'] as const;

/** The two versions that are compared: independent of each other in everything, numbers and label keys included. */
export type Versions = Readonly<Record<Side, View>>;
