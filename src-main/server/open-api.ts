import { type OpenAPI, OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import {
  contract,
  episodeSchema,
  errorBodySchema,
  jobSchema,
  type RequestErrorCode,
  requestErrors,
  settingsSchema,
  statsSchema,
} from '../../src-preload/contract/index.ts'

const errorSchema = { $ref: '#/components/schemas/Error' }
/** What every route may answer besides its own errors. */
const commonErrors: readonly RequestErrorCode[] = ['UNAUTHORIZED', 'FORBIDDEN', 'DISK_FULL', 'INTERNAL']

/** The OpenAPI 3.1 description of the REST routes, generated from the contract, relative to `/api`. */
export async function openApiDocument(): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(contract, {
    info: { title: 'Staffel', version: '1', description: 'The interface of the download manager Staffel.' },
    servers: [{ url: '/api' }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    commonSchemas: {
      Error: { schema: errorBodySchema },
      Job: { schema: jobSchema, strategy: 'output' },
      Episode: { schema: episodeSchema, strategy: 'output' },
      Settings: { schema: settingsSchema, strategy: 'output' },
      Stats: { schema: statsSchema, strategy: 'output' },
    },
    customErrorResponseBodySchema: errorSchema,
  })
  for (const path of Object.values(document.paths ?? {})) {
    if (path === undefined) continue
    if (path.delete !== undefined) moveBodyToQuery(path.delete)
    for (const operation of [path.get, path.post, path.patch, path.delete]) {
      if (operation !== undefined) complete(operation)
    }
  }
  return document
}

/** A DELETE takes its values from the query, as `mountRest` reads it. */
function moveBodyToQuery(operation: OpenAPI.OperationObject): void {
  if (operation.requestBody === undefined || '$ref' in operation.requestBody) return
  const body = operation.requestBody.content['application/json']?.schema
  const properties = body !== undefined && 'properties' in body ? (body.properties ?? {}) : {}
  const added = Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema }))
  // Assigned this way because the types of OpenAPI 3.1's parameters still want schemas of 3.0.
  Object.assign(operation, { parameters: [...(operation.parameters ?? []), ...added] })
  delete operation.requestBody
}

function complete(operation: OpenAPI.OperationObject): void {
  for (const parameter of operation.parameters ?? []) {
    // Lists stand comma-separated in one value, not as the generator's `name[0]=…`.
    if ('style' in parameter && parameter.style === 'deepObject') Object.assign(parameter, { style: 'form', explode: false })
  }
  const responses = operation.responses ?? {}
  for (const code of commonErrors) {
    responses[requestErrors[code].status] = {
      description: requestErrors[code].message,
      content: { 'application/json': { schema: errorSchema } },
    }
  }
  operation.responses = responses
}
