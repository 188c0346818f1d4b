import type { Exchange, HeadField } from '../../../src-preload/contract/index.ts'
import { episodeErrorText } from '../../state/error-text.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import styles from './transfer.module.css'

/** The last requests with the heads of their answers, newest first. */
export function ExchangeList({ exchanges }: { readonly exchanges: readonly Exchange[] }) {
  const t = useText()
  const format = useFormat()
  if (exchanges.length === 0) return <p className={styles.nothing}>{t('details:exchange.none')}</p>
  return (
    <>
      {exchanges.map((exchange) => {
        const { at, method, status, failure, headMs, request } = exchange
        const outcome = status === null ? (failure === null ? '–' : episodeErrorText(t, failure).short) : String(status)
        const parts = [
          `${method} ${outcome}`,
          format.time(at),
          ...(headMs === null ? [] : [t('details:exchange.ms', { ms: format.count(headMs) })]),
        ]
        return (
          <Disclosure
            key={`${at} ${status} ${request.find(({ name }) => name === 'range')?.value}`}
            title={parts.join(' · ')}
            className={styles.exchange}
          >
            <ExchangeFacts exchange={exchange} />
          </Disclosure>
        )
      })}
      <p className={styles.nothing}>{t('details:exchange.hiddenNote')}</p>
    </>
  )
}

function ExchangeFacts({ exchange }: { readonly exchange: Exchange }) {
  const t = useText()
  const { url, request, response, httpVersion, remoteAddress, isProxied, tls } = exchange
  const wire = [
    httpVersion === null ? null : `HTTP/${httpVersion.replace(/\.0$/, '')}`,
    remoteAddress === null ? null : isProxied ? t('details:exchange.proxy', { address: remoteAddress }) : remoteAddress,
    tls === null ? null : [tls.protocol.replace('TLSv', 'TLS '), tls.cipher].filter((part) => part !== '').join(', '),
  ].filter((part) => part !== null)
  return (
    <div className={styles.heads}>
      <p className={styles.url}>{url}</p>
      {wire.length > 0 && <p>{wire.join(' · ')}</p>}
      <Head title={t('details:exchange.request')} fields={request} />
      {response.length > 0 && <Head title={t('details:exchange.response')} fields={response} />}
    </div>
  )
}

function Head({ title, fields }: { readonly title: string; readonly fields: readonly HeadField[] }) {
  const t = useText()
  return (
    <>
      <h5>{title}</h5>
      <dl className={styles.head}>
        {fields.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}:</dt> <dd>{value ?? <em>{t('details:exchange.hidden')}</em>}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
