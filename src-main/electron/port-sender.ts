import { appHost, appScheme } from './renderer-file.ts'

/** Facts about who sent a message. */
export interface Sender {
  /** Whether it came from the window's own contents. */
  readonly isWindow: boolean
  /** Whether it came from the top frame; false where the frame is gone. */
  readonly isMainFrame: boolean
  /** Address of the page in that frame. */
  readonly url: string
}

/** Whether a sender may have a port: only our page, in the top frame of our window. */
export function mayHavePort(sender: Sender): boolean {
  const url = URL.parse(sender.url)
  return sender.isWindow && sender.isMainFrame && url?.protocol === `${appScheme}:` && url.host === appHost
}
