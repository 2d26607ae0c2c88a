/**
 * The shapes that the page receives, as JSDoc types. `agent/viewer/contexts.md` explains them; a test compares
 * both with the agent's models. This module holds no code.
 *
 * @typedef {Record<string, string>} Texts Locale to text; `*` is the text for every other locale.
 * @typedef {"integer"|"number"|"text"|"date"|"datetime"|"boolean"|"binary"} Kind
 * @typedef {string|number|boolean|null} Value A cell. Decimals and integers beyond 2^53-1 are strings.
 *
 * @typedef {object} Format How a column's values are written.
 * @property {"number"|"currency"|"percent"|"date"|"month"|"text"} style
 * @property {string} [currency] ISO 4217.
 * @property {number} [decimals]
 * @property {Texts} [label]
 *
 * @typedef {object} Position Cells of the 12-column grid.
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} Widget
 * @property {string} id
 * @property {"metric"|"line"|"area"|"bar"|"pie"|"scatter"|"heatmap"|"pivot"|"table"|"text"} type
 * @property {Texts} title
 * @property {Texts} [description]
 * @property {Position} position
 * @property {Texts} [text]
 * @property {Record<string, string|string[]>} encoding Channel to column or columns.
 * @property {Record<string, Format>} format By column.
 *
 * @typedef {object} RangeDefault A named range, or two dates with the end exclusive.
 * @property {string} [named]
 * @property {string} [start]
 * @property {string} [end]
 *
 * @typedef {object} Parameter
 * @property {string} id
 * @property {"text"|"integer"|"number"|"boolean"|"date"|"date_range"} type
 * @property {Texts} label
 * @property {boolean} many
 * @property {"all"|"none"|"refuse"} empty
 * @property {{value: Value, label?: Texts}[]} [options]
 * @property {string} [option_statement] Set when the choices come from the database.
 *
 * @typedef {object} Dashboard
 * @property {string} slug
 * @property {Texts} title
 * @property {Texts} [description]
 * @property {Parameter[]} parameters
 * @property {Widget[]} widgets
 * @property {{slugs: string[], widgets: Record<string, string>, parameters: Record<string, string>}} [moved] Former names.
 *
 * @typedef {object} DashboardAnswer
 * @property {number} version
 * @property {Dashboard} dashboard
 * @property {{id: string, value: RangeDefault|Value[]|Value}[]} parameters Defaults.
 * @property {Record<string, number>} refresh_seconds By widget id.
 *
 * @typedef {object} Column
 * @property {string} name
 * @property {string} type In the engine's words.
 * @property {Kind} kind
 *
 * @typedef {object} WidgetData
 * @property {Column[]} columns
 * @property {Value[][]} rows
 * @property {number} row_count
 * @property {boolean} truncated
 * @property {number} non_finite How many numbers were NaN or infinite; they are null here.
 * @property {string} generated_at
 * @property {number} age_seconds
 * @property {boolean} cached
 * @property {number} duration_ms
 * @property {number} version
 *
 * @typedef {object} Site
 * @property {{slug: string, name: string, locale: string, timezone: string}} tenant
 * @property {{version: number, digest: string, commit: string, compiler: string, activated_at: string}|null} bundle
 * @property {SyncState} sync
 * @property {string} agent_version
 * @property {{slug: string, title: Texts}[]} dashboards
 *
 * @typedef {object} SyncState
 * @property {"ok"|"failing"|"never"} status
 * @property {string|null} last_success_at
 * @property {{code: string, message: string}|null} last_error
 * @property {{version: number|null, digest: string|null, code: string, reason: string}|null} refused
 */

export {};
