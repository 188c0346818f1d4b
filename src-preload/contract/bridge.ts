/**
 * What the sandboxed preload and the window say to each other. The preload asks main for a port by `portChannel`
 * and hands it to the page as a transferred MessagePort in a `window` message whose data is `portMessage`.
 */
export const portChannel = 'staffel:port'
export const portMessage = 'staffel:port'
/** The page asks for its port with this `window` message, so that no port can arrive before anyone listens. */
export const portRequest = 'staffel:port-request'
/** The preload puts this, set to true, on the page's `window`: how the page knows that it runs in the desktop shell. */
export const shellMarker = 'staffelShell'
