/** What can go over to another thread as it is, without being copied: memory that is the body's alone. */
export function ownMemory(body: Uint8Array | null): ArrayBuffer[] {
  const memory = body?.buffer
  return memory instanceof ArrayBuffer && memory.byteLength === body?.byteLength ? [memory] : []
}
