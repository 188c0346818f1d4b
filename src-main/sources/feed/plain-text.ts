import { decodeHTML } from 'entities'

/** Atom's text constructs (RFC 4287 §3.1) without the markup of those that may have some. */
export function plainText(text: { readonly value: string; readonly type?: string } | undefined): string | undefined {
  if (text?.type !== 'html' && text?.type !== 'xhtml') return text?.value
  return decodeHTML(text.value.replace(/<[^<>]*>/g, ''))
}
