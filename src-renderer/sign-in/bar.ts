import { type BarCommand, type BarState, barCommandChannel, barStateChannel } from '../../src-preload/contract/sign-in-bar.ts'
import '../ui/tokens.css'
import '../ui/base.css'
import './bar.css'

/**
 * The bar above the page of somebody else: where that is, and what may be done. It stands in a page of its own, so the
 * other one can neither draw over it nor reach it. All words come from main.
 */

function part(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`sign-in.html has no element with the id "${id}"`)
  return element
}

const buttons = ['use', 'cancel', 'back', 'reload'] as const

function say(command: BarCommand): void {
  window.postMessage({ channel: barCommandChannel, command }, location.origin)
}

function show(state: BarState): void {
  document.documentElement.lang = state.language
  part('origin').textContent = state.origin
  part('path').textContent = state.path
  part('address').dataset.safe = String(state.connection.isSafe)
  // What is as it should be needs no room; the lock says it to those who see it.
  part('connection').className = state.connection.isSafe ? 'visually-hidden' : ''
  part('connection').textContent = state.connection.text
  part('note').textContent = state.note.text
  part('note').dataset.bad = String(state.note.isBad)
  part('back').toggleAttribute('disabled', !state.canGoBack)
  for (const name of ['use', 'cancel'] as const) part(name).textContent = state.labels[name]
  for (const name of ['back', 'reload'] as const) {
    part(name).setAttribute('aria-label', state.labels[name])
    part(name).title = state.labels[name]
  }
}

window.addEventListener('message', (event) => {
  if (event.source === window && event.data?.channel === barStateChannel) show(event.data.state)
})
for (const name of buttons) part(name).addEventListener('click', () => say(name))
say('ready')
