/** What a viewer takes away: rows as CSV, charts as pictures. */

const BYTE_ORDER_MARK = "\uFEFF"; // without it Excel reads UTF-8 as the local code page, and Thai becomes rubbish
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * RFC 4180 text with a byte order mark. Values are raw: ISO dates, decimals as they came, so that nothing is rounded.
 * @param {import("./columns.js").ColumnView[]} columns
 * @param {import("./types.js").Value[][]} rows
 */
export function toCsv(columns, rows) {
  const head = columns.map((column) => csvField(guardFormula(column.heading)));
  const body = rows.map((row) => columns.map((column) => csvCell(column, row)).join(","));
  return BYTE_ORDER_MARK + [head.join(","), ...body].join("\r\n") + "\r\n";
}

/** @param {import("./columns.js").ColumnView} column @param {import("./types.js").Value[]} row */
function csvCell(column, row) {
  const value = column.of(row);
  if (value === null) return "";
  const isText = column.kind === "text" || column.kind === "binary";
  return csvField(isText ? guardFormula(String(value)) : String(value));
}

/**
 * Text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection"). Numbers
 * are left alone: a minus sign there is a minus sign.
 * @param {string} text
 */
function guardFormula(text) {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

/** @param {string} text */
function csvField(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const SCALE = 2;
const MARGIN = 16;
const HEAD = 56;

/**
 * A chart with its title above, on the surface's colour, at twice the screen's resolution.
 * @param {any} chart An ECharts instance.
 * @param {{title: string, subtitle: string, colours: import("./theme.js").Colours}} words
 * @returns {Promise<Blob>}
 */
export function toPicture(chart, { title, subtitle, colours }) {
  const drawn = chart.renderToCanvas({ pixelRatio: SCALE, backgroundColor: colours.surface });
  const canvas = document.createElement("canvas");
  canvas.width = drawn.width + 2 * MARGIN * SCALE;
  canvas.height = drawn.height + (HEAD + MARGIN) * SCALE;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.fillStyle = colours.surface;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(drawn, MARGIN * SCALE, HEAD * SCALE);
  pen.scale(SCALE, SCALE);
  writeLine(pen, title, `600 16px ${colours.font}`, colours.text, 26);
  writeLine(pen, subtitle, `12px ${colours.font}`, colours.muted, 45);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture is too large"))), "image/png");
  });
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {string} text
 * @param {string} font
 * @param {string} colour
 * @param {number} y
 */
function writeLine(pen, text, font, colour, y) {
  pen.font = font;
  pen.fillStyle = colour;
  pen.fillText(text, MARGIN, y);
}

/**
 * Hands a file to the browser.
 * @param {Blob} blob
 * @param {string} name
 */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser reads the address after the click
}
