import { freshBuild } from '../../build/fresh-build.mjs'

/** What the specs run is what was built last; builds it once, before any of them starts a program. */
export default freshBuild
