import { importSource } from '../../../../src-main/sources/import.ts'
import type { Finding } from '../../../../src-main/sources/source.ts'
import type { InspectOptions } from '../../../../src-preload/contract/index.ts'
import { offlineTools, textMaterial } from '../../../support/sources/tools.ts'

/** What the import makes of a text, gathered. */
export async function readImport(text: string, options: Partial<InspectOptions> & { readonly fileName?: string } = {}) {
  const { fileName = null, ...others } = options
  return gathered(importSource.inspect(textMaterial(text, fileName), offlineTools(others)))
}

export async function gathered(findings: AsyncIterable<Finding> | Iterable<Finding>) {
  const all: Finding[] = []
  for await (const finding of findings) all.push(finding)
  const of = <Kind extends Finding['kind']>(kind: Kind) =>
    all.filter((finding): finding is Extract<Finding, { kind: Kind }> => finding.kind === kind)
  return {
    candidates: of('candidate').map(({ candidate }) => candidate),
    lines: of('candidate').map(({ line }) => line),
    skipped: of('skipped').map(({ kind: _, ...skipped }) => skipped),
    preview: of('preview')[0],
    titles: of('title').map(({ title }) => title),
  }
}
