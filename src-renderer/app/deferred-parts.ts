import { kept } from './kept.ts'

/*
 * Parts of the window that the first screen does not show. They are fetched as soon as that screen stands, so that they
 * open at once and also while the connection is lost.
 */
export const loadAddDialog = kept(() => import('../features/add/add-dialog.tsx'))
export const loadSettingsDialog = kept(() => import('../features/settings/settings-dialog.tsx'))
export const loadCertificateDialog = kept(() => import('../features/network/certificate-dialog.tsx'))
export const loadQueueDialog = kept(() => import('../features/queues/queue-dialog.tsx'))
export const loadExportDialog = kept(() => import('../features/export/export-dialog.tsx'))
export const loadPalette = kept(() => import('../features/palette/palette.tsx'))
export const loadShortcutSheet = kept(() => import('../features/shortcuts/shortcut-sheet.tsx'))
export const loadSavedViewDialog = kept(() => import('../features/saved-views/saved-view-dialog.tsx'))
export const loadFolderDialog = kept(() => import('../features/folder/folder-dialog.tsx'))
export const loadOverview = kept(() => import('../features/overview/overview-page.tsx'))
export const loadReport = kept(() => import('../features/report/report-page.tsx'))
export const loadSessions = kept(() => import('../features/sessions/sessions-page.tsx'))
export const loadSessionDialogs = kept(() => import('../features/sessions/session-dialogs.tsx'))
export const loadSubscriptions = kept(() => import('../features/subscriptions/subscriptions-page.tsx'))
export const loadSubscriptionDialogs = kept(() => import('../features/subscriptions/subscription-dialogs.tsx'))
export const loadDetails = kept(() => import('../features/details/details-panel.tsx'))

/** Failures are silent here: whoever opens the part asks again, and is told. */
export function loadEverything(): void {
  const dialogs = [
    loadAddDialog,
    loadSettingsDialog,
    loadCertificateDialog,
    loadQueueDialog,
    loadExportDialog,
    loadFolderDialog,
    loadSessionDialogs,
    loadSubscriptionDialogs,
    loadPalette,
    loadShortcutSheet,
    loadSavedViewDialog,
  ]
  for (const part of [loadDetails, ...dialogs, loadOverview, loadReport, loadSessions, loadSubscriptions])
    part.load().catch(() => undefined)
}
