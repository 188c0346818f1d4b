import { z } from 'zod'
import type { ContractBase } from './base.ts'
import { idSchema } from './episode.ts'
import { newProxySchema, proxyPatchSchema, proxySchema } from './proxy.ts'

/** The proxies, as everything can be asked of them. `base`: how every procedure may be refused. */
export function proxyRoutes(base: ContractBase) {
  return {
    list: base.route({ method: 'GET', path: '/v1/proxies' }).output(z.object({ items: z.array(proxySchema), total: z.int() })),
    add: base.route({ method: 'POST', path: '/v1/proxies', successStatus: 201 }).input(newProxySchema).output(proxySchema),
    update: base.route({ method: 'PATCH', path: '/v1/proxies/{proxyId}' }).input(proxyPatchSchema).output(proxySchema),
    /** Refused while the settings or jobs that are not completed name it: nothing is to go straight to a server unawares. */
    remove: base
      .route({ method: 'DELETE', path: '/v1/proxies/{proxyId}' })
      .input(z.strictObject({ proxyId: idSchema }))
      .output(z.object({ done: z.literal(true) })),
  }
}
