/** The pieces of a stream cannot be put together; the message is one word that says why. */
export class CannotJoin extends Error {}
