import { QuestionError } from '../model/failure.ts';
import { referenceText, type Reference } from './reference.ts';

/** Ends that the grammar knows and no part of the engine can answer for yet. An entry goes when its kind is resolved. */
const NOT_ANSWERABLE = {
  hypothetical: 'a pod that does not exist yet cannot be asked about yet; ask about one that has the same labels',
  fqdn: 'a DNS name can only be asked about under an enforcer that knows names; ask about its address',
  entity: 'this word stands for nothing that can be asked about here; ask about an address or a node',
  identity: 'what is known by labels alone can only be asked about under an enforcer that goes by them',
} as const;

export type NotAnswerable = Extract<Reference, { kind: keyof typeof NOT_ANSWERABLE }>;

/** @throws {QuestionError} VALIDATION_FAILED, always */
export function refuseNotAnswerable(reference: NotAnswerable): never {
  throw new QuestionError('VALIDATION_FAILED', NOT_ANSWERABLE[reference.kind], { ref: referenceText(reference), kind: reference.kind });
}
