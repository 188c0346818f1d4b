import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import { Mp4OutputFormat, Output, StreamTarget } from 'mediabunny'
import { CannotJoin } from './cannot-join.ts'
import { epochClocks } from './epoch-clocks.ts'
import { isVtt, joinVtt } from './join-vtt.ts'
import { LineWriter } from './line-writer.ts'
import { type LogContents, readLog } from './log-format.ts'
import { extentsOf } from './run-input.ts'
import { type Line, surveyOf } from './survey.ts'
import { VirtualFile } from './virtual-file.ts'

export type Container = 'mp4' | 'ts' | 'vtt'

const copyBytes = 1_048_576
/** Of subtitles, which are put together in memory. */
const mostVttBytes = 33_554_432

/**
 * Puts the pieces in a log together in a new file, and flushes it. MP4 where everything in the stream fits into it;
 * otherwise, where it is one transport stream, that stream as it is; subtitles as one WebVTT file. Packets are passed on as
 * they are. Needs memory for the table of packets, some 100 bytes each, and for none of their bytes. Throws
 * {@link CannotJoin}.
 */
export async function joinLog(logPath: string, outPath: string, limit: number): Promise<Container> {
  const descriptor = openSync(logPath, 'r')
  try {
    const readAt = async (start: number, length: number): Promise<Buffer> => {
      const bytes = Buffer.alloc(length)
      return bytes.subarray(0, readSync(descriptor, bytes, 0, length, start))
    }
    const log = await readLog(readAt, limit)
    if (log?.isComplete !== true) throw new CannotJoin('incomplete')
    const vtt = vttOf(descriptor, log)
    if (vtt !== null) {
      writeFile(outPath, vtt)
      return 'vtt'
    }
    const survey = await surveyOf(descriptor, log)
    if (!survey.fitsMp4) {
      if (!survey.isTs || log.plan.renditions.length > 1) throw new CannotJoin('codecs')
      copyAsItIs(descriptor, log, outPath)
      return 'ts'
    }
    await writeMp4(descriptor, log, survey.lines, outPath)
    return 'mp4'
  } finally {
    closeSync(descriptor)
  }
}

/** The only rendition's pieces as subtitles; null where they are none. */
function vttOf(descriptor: number, { plan, pieces }: LogContents): string | null {
  const [row = []] = pieces
  const files = row.map((extents) => new VirtualFile(descriptor, extents ?? []))
  const isText = plan.renditions.length === 1 && files[0] !== undefined && isVtt(files[0].read(0, 16))
  if (!isText) return null
  if (files.reduce((sum, { size }) => sum + size, 0) > mostVttBytes) throw new CannotJoin('size')
  const decoder = new TextDecoder()
  return joinVtt(files.map((file) => decoder.decode(file.read(0, file.size))))
}

function writeFile(path: string, text: string): void {
  const out = openSync(path, 'w', 0o600)
  try {
    writeWhole(out, Buffer.from(text), 0)
    fsyncSync(out)
  } finally {
    closeSync(out)
  }
}

/** The only rendition's pieces, one behind the other. */
function copyAsItIs(descriptor: number, log: LogContents, outPath: string): void {
  const runs = log.plan.renditions[0]?.runs ?? []
  const file = new VirtualFile(
    descriptor,
    runs.flatMap((run) => extentsOf(log, 0, run)),
  )
  const out = openSync(outPath, 'w', 0o600)
  try {
    for (let at = 0; at < file.size; at += copyBytes) writeWhole(out, file.read(at, at + copyBytes), at)
    fsyncSync(out)
  } finally {
    closeSync(out)
  }
}

async function writeMp4(descriptor: number, log: LogContents, lines: readonly Line[], outPath: string): Promise<void> {
  const out = openSync(outPath, 'w', 0o600)
  try {
    const writable = new WritableStream<{ readonly data: Uint8Array; readonly position: number }>({
      write: ({ data, position }) => writeWhole(out, data, position),
    })
    const output = new Output({
      format: new Mp4OutputFormat({ fastStart: false }),
      target: new StreamTarget(writable, { chunked: true, chunkSize: 4 * copyBytes }),
    })
    const epochs = epochClocks(log, lines)
    const writers = lines.map((line) => new LineWriter(descriptor, log, line, epochs))
    for (const writer of writers) writer.addTo(output)
    await output.start()
    await interleaved(writers)
    await output.finalize()
    fsyncSync(out)
  } finally {
    closeSync(out)
  }
}

/** Always the one that is behind: so their packets lie close together in the file, and nothing has to wait in memory. */
async function interleaved(writers: readonly LineWriter[]): Promise<void> {
  for (const writer of writers) await writer.begin()
  for (;;) {
    let behind: LineWriter | null = null
    for (const writer of writers) if (writer.nextAt !== null && writer.nextAt < (behind?.nextAt ?? Infinity)) behind = writer
    if (behind === null) return
    await behind.step()
  }
}

function writeWhole(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptor, bytes, written, bytes.length - written, position + written)
  }
}
