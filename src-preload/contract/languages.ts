// Made from the folders of locales/ by every build, and by `npm run locales`. Not to be edited.

/** The languages that Staffel speaks, BCP 47. */
export const languages = ['de', 'en'] as const
export type Language = (typeof languages)[number]
