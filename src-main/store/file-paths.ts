import { sep } from 'node:path'

/** Path of the finished file of the episode `e` of the job `j`; a job may be saved in the root of a disk. */
export const finalPath = `rtrim(j.directory, '${sep}') || '${sep}' || e.file_name`
