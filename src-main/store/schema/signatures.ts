/** The signature of an episode's file that its source knows, as text. */
export const signatures = `
ALTER TABLE episodes ADD COLUMN signature TEXT;
`
