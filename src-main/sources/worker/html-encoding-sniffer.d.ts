declare module 'html-encoding-sniffer' {
  /** The name of the encoding that bytes are written in, as the Encoding standard has it. */
  function sniff(
    bytes: Uint8Array,
    options: {
      readonly xml?: boolean
      /** The charset that the transport named; one that nobody knows counts for nothing. */
      readonly transportLayerEncodingLabel?: string
      readonly defaultEncoding?: string
    },
  ): string
  export = sniff
}
