import { ipcRenderer } from 'electron'
import { barCommandChannel, barStateChannel } from './contract/sign-in-bar.ts'

/** Carries messages between main and the bar above a sign-in page. The page to sign in at is another one and has no preload. */

window.addEventListener('message', (event) => {
  if (event.source !== window || event.origin !== location.origin) return
  if (event.data?.channel === barCommandChannel) ipcRenderer.send(barCommandChannel, event.data.command)
})

ipcRenderer.on(barStateChannel, (_event, state) => {
  window.postMessage({ channel: barStateChannel, state }, location.origin)
})
