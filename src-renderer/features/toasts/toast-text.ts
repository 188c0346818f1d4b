import { type ErrorParams, episodeErrorCodes, type Undone } from '../../../src-preload/contract/index.ts'
import { episodeErrorText, problemText } from '../../state/error-text.ts'
import type { Toast } from '../../state/toasts.ts'
import type { Text } from '../../state/use-text.ts'
import type { Verified } from '../../state/verification.ts'
import { assertNever } from '../../ui/assert-never.ts'
import type { Format } from '../../ui/format/index.ts'

/** A toast in one sentence: of one message what it says, of several how many there were. */
export function toastText(t: Text, format: Format, { latest, count }: Pick<Toast, 'latest' | 'count'>): string {
  switch (latest.kind) {
    case 'notice': {
      const { code, params } = latest.notice
      if (count > 1) return t(`notices:${code}_many`, { count, formatted: format.count(count) })
      const named = {
        name: textOf(params, 'name'),
        title: textOf(params, 'title'),
        host: textOf(params, 'host'),
        directory: textOf(params, 'directory'),
      }
      const backupAt = typeof params.backupAt === 'string' ? format.dateTime(params.backupAt) : ''
      return t(`notices:${code}`, { ...named, reason: reasonOf(t, params), folder: textOf(params, 'setAside'), backupAt })
    }
    case 'problem':
      return problemText(t, latest.problem)
    case 'done':
      return t(`undo:done.${latest.action}`, counted(format, latest.count))
    case 'undone':
      return undoneText(t, format, latest.undone)
    case 'nothingToUndo':
      return t('undo:nothing')
    case 'unchanged':
    case 'copied':
    case 'copyFailed':
    case 'verifying':
    case 'repairing':
    case 'nothingToVerify':
      return t(`notices:${latest.kind}`)
    case 'verified':
      return verifiedText(t, format, latest.found)
    case 'damaged':
      return t('notices:damaged', counted(format, latest.found.wrong))
    case 'repaired':
    case 'repairPending':
    case 'repairFailed':
    case 'credentialsTaken':
      return t(`notices:${latest.kind}`, counted(format, latest.count))
    case 'signedIn':
    case 'sessionResumed':
    case 'cookiesTaken':
      return t(`notices:${latest.kind}`, { name: latest.name })
    case 'sessionGiven':
      return latest.name === null
        ? t('notices:sessionTaken', counted(format, latest.count))
        : t('notices:sessionGiven', { ...counted(format, latest.count), name: latest.name })
    default:
      return assertNever(latest)
  }
}

/** What came back, and why some of it did not. */
function undoneText(t: Text, format: Format, { restored, movedOn, gone, anew }: Undone): string {
  const parts = [
    restored > 0 || movedOn + gone === 0 ? t('undo:undone') : t('undo:undoneNothing'),
    movedOn > 0 ? t('undo:movedOn', counted(format, movedOn)) : '',
    gone > 0 ? t('undo:gone', counted(format, gone)) : '',
    anew > 0 ? t('undo:anew', counted(format, anew)) : '',
  ]
  return parts.filter((part) => part !== '').join(' ')
}

function verifiedText(t: Text, format: Format, { checked, unknown }: Verified): string {
  const all = t('notices:verified', counted(format, checked))
  return unknown === 0 ? all : `${all} ${t('notices:verifiedBySize', counted(format, unknown))}`
}

function counted(format: Format, count: number) {
  return { count, formatted: format.count(count) }
}

function textOf(params: ErrorParams, name: string): string {
  const value = params[name]
  return typeof value === 'string' ? value : ''
}

/** A failed episode's notice carries the code of its error, and the values that belong to it. */
function reasonOf(t: Text, params: ErrorParams): string {
  const code = episodeErrorCodes.find((candidate) => candidate === params.code)
  return episodeErrorText(t, { code: code ?? 'INTERNAL', params }).what
}
