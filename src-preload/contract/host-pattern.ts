import { z } from 'zod'

/** A host as sessions, credentials and proxies name it: `name[:port]`, lower case; without a port it means each of them. */
export const hostPatternSchema = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(255)
  .regex(/^(?:\[[0-9a-f:.]+\]|[^\s/?#@:[\]]+)(?::\d{1,5})?$/, 'not a host')
