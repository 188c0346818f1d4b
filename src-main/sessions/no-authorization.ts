import type { Authorization } from './ports.ts'

/** For who has no credentials. */
export const noAuthorization: Authorization = {
  authorizationFor: () => null,
  challenged: () => false,
  hosts: [],
  onHosts: () => () => undefined,
}
