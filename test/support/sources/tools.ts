import type { Finding, Material, Source, SourceTools } from '../../../src-main/sources/source.ts'
import { inspectOptionsSchema } from '../../../src-preload/contract/index.ts'

/** What a source may use, where it is to fetch nothing. */
export function offlineTools(options: object = {}): SourceTools {
  return {
    options: inspectOptionsSchema.parse(options),
    signal: new AbortController().signal,
    fetch: () => Promise.reject(new Error('nothing is fetched here')),
    breathe: () => Promise.resolve(),
  }
}

export function textMaterial(text: string, fileName: string | null = null): Material {
  return { from: 'text', text, fileName }
}

/** All that a source finds. */
export async function findings(source: Source, material: Material, tools: SourceTools = offlineTools()): Promise<Finding[]> {
  const found: Finding[] = []
  for await (const finding of source.inspect(material, tools)) found.push(finding)
  return found
}
