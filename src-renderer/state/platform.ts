/** Whether keys are written and meant as on Apple's systems; `platform` is what the browser calls the system. */
export function isApple(platform: string = navigator.platform): boolean {
  return /^(Mac|iPhone|iPad|iPod)/.test(platform)
}
