import type { Authorization } from '../../../src-main/sessions/ports.ts'

/** For who has no credentials. */
export const noAuthorization: Authorization = {
  authorizationFor: () => null,
  challenged: () => false,
  accepted: () => undefined,
  hosts: [],
  onHosts: () => () => undefined,
}
