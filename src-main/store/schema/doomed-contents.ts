/** What a doomed file has to hold so that it goes; NULL whatever it holds. */
export const doomedContents = `
ALTER TABLE doomed_files ADD COLUMN content TEXT;
`
