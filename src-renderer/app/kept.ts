/** Something that is fetched once, and again only where that failed. */
export interface Kept<Value> {
  /** Null until it is there. */
  value(): Value | null
  load(): Promise<Value>
}

export function kept<Value>(fetch: () => Promise<Value>): Kept<Value> {
  let value: Value | null = null
  let loading: Promise<Value> | null = null
  return {
    value: () => value,
    load() {
      loading ??= fetch().then(
        (fetched) => {
          value = fetched
          return fetched
        },
        (error: unknown) => {
          loading = null
          throw error
        },
      )
      return loading
    },
  }
}
