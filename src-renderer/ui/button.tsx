import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps, TooltipTrigger } from 'react-aria-components'
import styles from './button.module.css'
import { classNames } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly variant?: 'plain' | 'primary' | 'danger' | 'quiet'
  readonly icon?: ReactNode
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A button with words, and an icon before them where it helps. */
export function Button({ variant = 'plain', icon, className, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={classNames(styles.button, styles[variant], className)}>
      {icon}
      <span className={styles.label}>{children}</span>
    </AriaButton>
  )
}

interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  /** What it does: its accessible name, shown as a tooltip too. */
  readonly label: string
  readonly icon: ReactNode
  /** Keys that do the same, shown in the tooltip. */
  readonly keys?: string | undefined
  readonly className?: string | undefined
}

/** A button of an icon alone. */
export function IconButton({ label, icon, keys, className, ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <AriaButton {...props} aria-label={label} className={classNames(styles.button, styles.quiet, styles.icon, className)}>
        {icon}
      </AriaButton>
      <Tooltip keys={keys}>{label}</Tooltip>
    </TooltipTrigger>
  )
}
