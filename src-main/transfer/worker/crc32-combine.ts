/** The reflected polynomial of CRC-32 (ISO-HDLC), as zlib and gzip use it. */
const polynomial = 0xedb88320
/** The polynomial 1, in the same reflected order: the most significant bit is the coefficient of x⁰. */
const one = 0x80000000

/** x^(2^n) modulo the polynomial, for n from 0 to 31. */
const squares = squaresOfX()

/**
 * The CRC-32 of two pieces one after the other, from the CRC of each and the length of the second in bytes: the first
 * is moved past the second, which is a multiplication by x^(8 × length). No byte is read again.
 */
export function combineCrc32(first: number, second: number, secondBytes: number): number {
  return (multiply(powerOfX(secondBytes, 3), first) ^ second) >>> 0
}

/** Product of two polynomials modulo the polynomial. */
function multiply(left: number, right: number): number {
  let product = 0
  let shifted = right
  for (let bit = one; bit !== 0; bit >>>= 1) {
    if ((left & bit) !== 0) product ^= shifted
    shifted = (shifted & 1) === 0 ? shifted >>> 1 : (shifted >>> 1) ^ polynomial
  }
  return product >>> 0
}

/** x^(count × 2^shift) modulo the polynomial, by the squares that the count is made of. */
function powerOfX(count: number, shift: number): number {
  let power = one
  let left = count
  for (let index = shift; left > 0; index++) {
    // The order of x divides 2^32 − 1, so that the squares repeat after 32 of them.
    if (left % 2 === 1) power = multiply(squares[index % 32] ?? one, power)
    left = Math.floor(left / 2)
  }
  return power
}

function squaresOfX(): readonly number[] {
  const found = [0x40000000]
  while (found.length < 32) {
    const last = found.at(-1) ?? one
    found.push(multiply(last, last))
  }
  return found
}
