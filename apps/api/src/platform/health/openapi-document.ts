import { Injectable } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** Holds the OpenAPI document once the application that it describes was built. */
@Injectable()
export class OpenapiDocument { text = '{}'; }

/** The OpenAPI 3.1 document of an application, as indented JSON. */
export function openapiText(app: INestApplication): string {
  const base = new DocumentBuilder().setTitle('Postern').setVersion('1').setOpenAPIVersion('3.1.0')
    .setDescription('Who can reach whom in a Kubernetes cluster, which rule decides, and what changed between two versions.')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'postern_…' }).addSecurityRequirements('bearer').build();
  return `${JSON.stringify(SwaggerModule.createDocument(app, base), null, 2)}\n`;
}
