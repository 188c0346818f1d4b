import { describe, expect, it } from 'vitest'
import { defaultTitle, mostTitleCharacters } from '../../../src-preload/contract/default-title.ts'

describe('the title of a job that was given none', () => {
  it('is the name of the only file, readable', () => {
    expect(defaultTitle(['https://a.example/music/Das%20gro%C3%9Fe%20Lied.mp3?x=1'])).toBe('Das große Lied.mp3')
  })

  it('is the folder that all files share', () => {
    expect(defaultTitle(['https://a.example/show/s1/e1.mp3', 'https://a.example/show/s1/e2.mp3'])).toBe('s1')
    expect(defaultTitle(['https://a.example/show/s1/e1.mp3', 'https://a.example/show/s2/e1.mp3'])).toBe('show')
  })

  it('is the host where the files share nothing more', () => {
    expect(defaultTitle(['https://a.example/1.zip', 'https://a.example/2.zip'])).toBe('a.example')
    expect(defaultTitle(['https://a.example/1.zip', 'https://b.example/2.zip'])).toBe('a.example')
    expect(defaultTitle(['https://a.example:8443/'])).toBe('a.example:8443')
    expect(defaultTitle(['https://a.example/%20/'])).toBe('a.example')
  })

  it('keeps bytes that are no UTF-8 as they are written', () => {
    expect(defaultTitle(['https://a.example/%FF.bin'])).toBe('%FF.bin')
  })

  it('is null without any address', () => {
    expect(defaultTitle([])).toBeNull()
  })

  it('is no longer than a title may be', () => {
    expect(defaultTitle([`https://a.example/${'x'.repeat(3_000)}`])).toHaveLength(mostTitleCharacters)
  })
})
