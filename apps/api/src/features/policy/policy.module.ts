import { Module } from '@nestjs/common';
import { BlockerPoliciesResolver, PodPoliciesResolver, StepPolicyResolver } from './policy-fields.resolver.ts';
import { PolicyImpactController } from './policy-impact.controller.ts';
import { PolicyImpactResolver, PolicyRuleImpactResolver } from './policy-impact.resolver.ts';
import { PolicyImpactService } from './policy-impact.service.ts';
import { PolicyResolver } from './policy.resolver.ts';
import { PolicyService } from './policy.service.ts';

@Module({ controllers: [PolicyImpactController], providers: [PolicyService, PolicyImpactService, PolicyImpactResolver, PolicyRuleImpactResolver, PolicyResolver, PodPoliciesResolver, StepPolicyResolver, BlockerPoliciesResolver] })
export class PolicyModule {}
