/**
 * What the page in the window may load and do: files of its own origin and nothing else. No inline script or style, no
 * frames, no forms, no plugins. The web mode has its own, which also allows its WebSocket.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
