import { sep } from 'node:path'

/** Path of a folder below another, which may be the root of a disk; SQL for both. The one itself where `folder` is null. */
export const folderPath = (directory: string, folder: string) =>
  `CASE WHEN ${folder} IS NULL THEN ${directory} ELSE rtrim(${directory}, '${sep}') || '${sep}' || replace(${folder}, '/', '${sep}') END`

/** The folder that the file of the episode `e` of the job `j` lies in. */
export const fileFolder = folderPath('j.directory', 'e.folder')

/** Path of the finished file of the episode `e` of the job `j`. */
export const finalPath = `rtrim(${fileFolder}, '${sep}') || '${sep}' || e.file_name`
