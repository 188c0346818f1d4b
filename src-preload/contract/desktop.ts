import { oc } from '@orpc/contract'
import { z } from 'zod'
import { idSchema } from './episode.ts'
import { errorParamsSchema, requestErrors } from './errors.ts'

const base = oc.errors({
  NOT_FOUND: { ...requestErrors.NOT_FOUND, data: errorParamsSchema },
  CONFLICT: { ...requestErrors.CONFLICT, data: errorParamsSchema },
})

/** What only the desktop shell can do; offered on its port beside the main contract, under `desktop`. */
export const desktopContract = {
  /** Opens a finished file with its program; kinds that could run something are asked about first. `opened` is false where the person declined. */
  openFile: base.input(z.strictObject({ episodeId: idSchema })).output(z.object({ opened: z.boolean() })),
  /** Shows a file, or a job's folder, in the system's file manager. */
  showInFolder: base
    .input(z.union([z.strictObject({ episodeId: idSchema }), z.strictObject({ jobId: idSchema })]))
    .output(z.object({ shown: z.boolean() })),
  /** The system's folder dialog; null where it was cancelled. */
  chooseFolder: base
    .input(z.strictObject({ startAt: z.string().max(4_096).optional() }))
    .output(z.object({ directory: z.string().nullable() })),
}
export type DesktopContract = typeof desktopContract
