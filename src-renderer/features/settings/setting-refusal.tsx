import styles from './settings.module.css'

/** Why a change was not taken, below a control that has no place of its own for it. */
export function SettingRefusal({ error }: { readonly error: string | null }) {
  if (error === null) return null
  return (
    <p role="alert" className={styles.refusal}>
      {error}
    </p>
  )
}
