import { Module } from '@nestjs/common';
import { BlockerPoliciesResolver, PodPoliciesResolver, StepPolicyResolver } from './policy-fields.resolver.ts';
import { PolicyResolver } from './policy.resolver.ts';
import { PolicyService } from './policy.service.ts';

@Module({ providers: [PolicyService, PolicyResolver, PodPoliciesResolver, StepPolicyResolver, BlockerPoliciesResolver] })
export class PolicyModule {}
