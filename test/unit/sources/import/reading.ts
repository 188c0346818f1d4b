import { importSource } from '../../../../src-main/sources/import.ts'
import type { Finding, Material, SourceTools } from '../../../../src-main/sources/source.ts'
import { type InspectOptions, inspectOptionsSchema } from '../../../../src-preload/contract/index.ts'

/** A text as it is handed in. */
export function textMaterial(text: string, fileName: string | null = null): Material {
  return { from: 'text', text, fileName }
}

/** What the import makes of a text, gathered. */
export async function readImport(text: string, options: Partial<InspectOptions> & { readonly fileName?: string } = {}) {
  const { fileName = null, ...others } = options
  return gathered(importSource.inspect(textMaterial(text, fileName), fakeTools(others)))
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

export function fakeTools(options: Partial<InspectOptions> = {}): SourceTools {
  return {
    options: { ...inspectOptionsSchema.parse({}), ...options },
    signal: new AbortController().signal,
    fetch: () => Promise.reject(new Error('an import fetches nothing')),
    breathe: () => Promise.resolve(),
  }
}
