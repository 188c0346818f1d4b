import { contextBridge, ipcRenderer } from 'electron'
import { portChannel, portMessage, portRequest, shellMarker } from './contract/bridge.ts'

/**
 * The bridge between the window and main. The page never sees `ipcRenderer`: it says that it wants its port, and gets
 * a MessagePort on which main answers the contract. All else goes over that port.
 */

contextBridge.exposeInMainWorld(shellMarker, true)

window.addEventListener('message', (event) => {
  // Only this page may ask; a frame or an opener has another source.
  if (event.source !== window || event.origin !== location.origin || event.data !== portRequest) return
  ipcRenderer.send(portChannel)
})

ipcRenderer.on(portChannel, (event) => {
  const port = event.ports[0]
  if (port !== undefined) window.postMessage(portMessage, location.origin, [port])
})
