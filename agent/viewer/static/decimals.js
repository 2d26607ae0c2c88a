/** Exact arithmetic on decimal text such as "-12.340": what the page must not leave to binary fractions. */

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Digits as one whole number and how many of them are behind the point; null for text that is no plain decimal.
 * @param {import("./types.js").Value} value
 * @returns {{digits: bigint, scale: number}|null}
 */
export function parseDecimal(value) {
  const match = DECIMAL.exec(String(value));
  if (!match) return null;
  const [, sign, whole, fraction = ""] = match;
  return { digits: BigInt(sign + whole + fraction), scale: fraction.length };
}

/**
 * Digits behind the point of a decimal text; 0 when it has none.
 * @param {string} text
 */
export function fractionDigits(text) {
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.length - point - 1;
}

/**
 * Orders two numbers exactly, given as numbers or decimal text.
 * @param {import("./types.js").Value} left
 * @param {import("./types.js").Value} right
 * @returns {number} below 0, 0, or above 0
 */
export function compareDecimals(left, right) {
  const a = parseDecimal(left);
  const b = parseDecimal(right);
  if (!a || !b) return Number(left) - Number(right) || 0; // such as 1e300, which has no short decimal
  const scale = Math.max(a.scale, b.scale);
  const difference = scaled(a, scale) - scaled(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * The exact sum of numbers or decimal texts, as text; null when one of them is no plain decimal.
 * @param {import("./types.js").Value[]} values
 * @returns {string|null}
 */
export function sumDecimals(values) {
  const parsed = values.map(parseDecimal);
  if (parsed.some((item) => item === null)) return null;
  const items = /** @type {{digits: bigint, scale: number}[]} */ (parsed);
  const scale = Math.max(0, ...items.map((item) => item.scale));
  return written(
    items.reduce((sum, item) => sum + scaled(item, scale), 0n),
    scale,
  );
}

/** @param {{digits: bigint, scale: number}} item @param {number} scale */
function scaled(item, scale) {
  return item.digits * 10n ** BigInt(scale - item.scale);
}

/** @param {bigint} digits @param {number} scale */
function written(digits, scale) {
  const sign = digits < 0n ? "-" : "";
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, "0");
  return scale === 0 ? sign + text : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}
