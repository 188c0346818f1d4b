import type { ContractBase } from './base.ts'
import { exportPageSchema, exportQuerySchema } from './export.ts'

/** The list as a file for others, and for Staffel itself. `base`: how every procedure may be refused. */
export function exportRoutes(base: ContractBase) {
  return {
    /** Page by page. Over HTTP `GET /v1/export` takes the same query and answers with all of it as one file. */
    page: base.route({ method: 'GET', path: '/v1/export/page' }).input(exportQuerySchema).output(exportPageSchema),
  }
}
