"""Every rewrite there is, in the order in which they run.

`QUERY_REWRITES` run one after the other, each over all its nodes, inner ones first; what they leave is in the author's terms
still. `EXPRESSION_REWRITES` run in one pass over all nodes, children before parents: a node's class chooses the one that claims it,
so that their order among one another does not matter. A class that two of them claim is a fault of ours, found on import.
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise.rewrites.aggregates import bits, counting, folding, relating, text_orders, texts
from compiler.stages.legalise.rewrites.booleans import comparing, testing
from compiler.stages.legalise.rewrites.casts import casting
from compiler.stages.legalise.rewrites.conditionals import choosing, nulls
from compiler.stages.legalise.rewrites.dates import (
    binning,
    differing,
    extracting,
    formatting,
    moving,
    parsing,
    seeking,
    truncating,
    zones,
)
from compiler.stages.legalise.rewrites.json import asking, long_values, reading
from compiler.stages.legalise.rewrites.lists import gathering, subscripts
from compiler.stages.legalise.rewrites.named import calling
from compiler.stages.legalise.rewrites.numbers import arithmetic, functions, rounding
from compiler.stages.legalise.rewrites.ordering import keys
from compiler.stages.legalise.rewrites.queries import grouping, hoisting, naming, ranking, ties, wrapping
from compiler.stages.legalise.rewrites.regular import rewriting as regular
from compiler.stages.legalise.rewrites.sources import applying, listing, opening
from compiler.stages.legalise.rewrites.text import bytes as bytes_
from compiler.stages.legalise.rewrites.text import (
    cutting,
    joining,
    lengths,
    measuring,
    patterns,
    places,
    searching,
)
from compiler.stages.legalise.rewrites.windows import filling, framing
from compiler.stages.legalise.rewrites.windows import joining as joining_frames
from compiler.stages.legalise.rewriting import ExpressionRewrite, QueryRewrite

QUERY_REWRITES: Final[tuple[QueryRewrite, ...]] = (
    listing.name_values,  # first: a bare VALUES becomes a SELECT, which is what all others know
    nulls.answer_null,  # before the forms that ask for literals are looked at
    opening.open_json_rows,  # before LATERAL is looked at, which may hold one
    long_values.read_long_json_value,  # before keys and aggregates are looked at, which must hold no subquery
    listing.rewrite_generate_series,  # sources before whatever looks at the sources of a query
    listing.rewrite_unnest,
    applying.apply_lateral,
    applying.rewrite_semi_join,
    framing.inline_named_windows,  # before windows are copied into derived tables, out of reach of their WINDOW clause
    truncating.expand_truncation_zone,  # before keys are looked at, which AT TIME ZONE concerns
    seeking.seek_by_range,
    seeking.seek_between,
    differing.return_epoch,
    folding.choose_array_element,  # before filters are folded into what it makes
    gathering.join_gathered_list,  # before string_agg(DISTINCT) is looked for
    gathering.count_gathered_list,
    text_orders.separate_text_orders,  # before filters are folded, which it makes
    folding.fold_filter,  # before aggregates are taken apart
    keys.drop_constant_keys,  # before orders are moved and read, and after the windows have theirs
    ranking.rewrite_percentile_over,  # before ranked aggregates are looked for: these are none
    hoisting.check_recursion,  # before hoisting, which renames
    hoisting.hoist_cte,  # before wrapping, which would carry a WITH into a derived table
    texts.order_texts_by_source,  # while the subquery has its order
    grouping.flatten_grouping,  # before keys are compared with what is selected
    grouping.compute_group_keys,
    grouping.compute_aggregated_subqueries,
    framing.rename_edge_aggregate,  # before windows are told apart by their functions
    framing.simplify_frame,  # before frames are looked at
    filling.fill_gaps,  # before the form that any frame has, which is slower
    joining_frames.join_frame,  # before ranking, which the queries that it makes may need; after keys have columns
    ranking.rank_in_derived_table,  # after the keys are plain columns or expressions
    ties.number_ties_after_offset,  # before QUALIFY, which it becomes
    wrapping.wrap_qualify,  # after ranking: QUALIFY may hold aggregates
    wrapping.wrap_distinct_on,
    wrapping.wrap_ordered_distinct,  # after QUALIFY, which leaves DISTINCT and ORDER BY outside
    wrapping.wrap_ordered_branch,  # branches before the set operation that holds them
    wrapping.wrap_ordered_set_operation,
    wrapping.number_set_operation_all,  # after the order and the limit are outside
)

REWRITES_OF_EXPRESSIONS: Final[tuple[ExpressionRewrite, ...]] = (
    # booleans
    testing.rewrite_boolean_literal,
    testing.rewrite_truth_test,
    testing.rewrite_distinct_from,
    comparing.rewrite_comparison,
    comparing.rewrite_membership,
    comparing.rewrite_between,
    comparing.rewrite_list_membership,
    # numbers
    arithmetic.rewrite_sum,
    arithmetic.rewrite_product,
    arithmetic.rewrite_quotient,
    arithmetic.rewrite_whole_quotient,
    arithmetic.rewrite_remainder,
    arithmetic.rewrite_negative,
    arithmetic.check_bits,
    arithmetic.rewrite_left_shift,
    arithmetic.rewrite_right_shift,
    rounding.rewrite_round,
    rounding.rewrite_ceiling,
    rounding.rewrite_truncation,
    functions.rename_float_function,
    functions.rewrite_arc_tangent,
    functions.rewrite_logarithm,
    functions.rewrite_power,
    functions.keep_bigint,
    functions.keep_absolute,
    functions.keep_pi,
    functions.rewrite_cube_root,
    functions.rewrite_greatest,
    functions.rewrite_width_bucket,
    functions.refuse_random,
    functions.refuse_not_a_number,
    # dates
    moving.rewrite_date_add,
    moving.keep_interval,
    truncating.truncate_moment,
    binning.rewrite_date_bin,
    extracting.extract_part,
    extracting.rewrite_part_function,
    extracting.rewrite_epoch,
    differing.rewrite_date_difference,
    differing.rewrite_last_day,
    differing.rewrite_make_date,
    differing.rewrite_make_timestamp,
    differing.rewrite_from_epoch,
    zones.rewrite_at_time_zone,
    formatting.format_moment,
    formatting.name_day,
    parsing.parse_moment,
    # text
    lengths.count_characters,
    measuring.keep_text_function,
    measuring.rewrite_unicode,
    measuring.decode_literal,
    measuring.rewrite_ascii,
    measuring.rewrite_collation,
    measuring.rewrite_chr,
    measuring.rewrite_repeat,
    cutting.rewrite_left,
    cutting.rewrite_right,
    cutting.rewrite_substring,
    cutting.rewrite_trim,
    cutting.rewrite_pad,
    cutting.rewrite_split_part,
    subscripts.rewrite_subscript,
    subscripts.count_elements,
    searching.rewrite_position,
    searching.rewrite_part_test,
    searching.rewrite_replace,
    searching.rewrite_translate,
    searching.rewrite_overlay,
    patterns.rewrite_like,
    patterns.rewrite_ilike,
    patterns.rewrite_escape,
    regular.rewrite_regular_expression,
    regular.rewrite_regular_replacement,
    regular.rewrite_regular_extraction,
    bytes_.rewrite_digest,
    places.fill_places,
    joining.rewrite_concatenation,
    joining.rewrite_concat,
    joining.rewrite_concat_with_separator,
    # casts and choices
    casting.rewrite_cast,
    choosing.rewrite_case,
    choosing.rewrite_if,
    choosing.rewrite_coalesce,
    choosing.rewrite_nullif,
    # aggregates and windows
    counting.widen_count,
    counting.rewrite_count_if,
    counting.widen_sum,
    counting.widen_average,
    counting.rewrite_extreme,
    counting.rewrite_boolean_aggregate,
    counting.rewrite_any_value,
    counting.rename_statistics,
    bits.aggregate_bits,
    counting.rewrite_approximate_count,
    counting.refuse_approximate_quantile,
    counting.refuse_unordered_edge,
    counting.keep_grouping,
    grouping.group_by_clock,
    counting.place_ignore_nulls,
    relating.spell_out_covariance,
    relating.count_pairs,
    texts.rewrite_string_aggregate,
    framing.rename_ranking,
    framing.keep_ntile,
    framing.rewrite_offset_function,
    framing.rewrite_edge_value,
    framing.complete_window,
    # functions by name
    calling.rewrite_named_function,
    # JSON
    reading.check_json_object,
    reading.read_json_value,
    reading.find_json_key,
    asking.name_type,
    # names, order and limits
    naming.check_name,
    keys.order_nulls,
    keys.finish_query,
)


def _by_class(rewrites: tuple[ExpressionRewrite, ...]) -> dict[type[exp.Expr], ExpressionRewrite]:
    table: dict[type[exp.Expr], ExpressionRewrite] = {}
    for rewrite in rewrites:
        for kind in rewrite.classes:
            if kind in table:
                raise ValueError(f"{kind.__name__} is claimed twice, by {rewrite.name} too")
            table[kind] = rewrite
    return table


EXPRESSION_REWRITES: Final = _by_class(REWRITES_OF_EXPRESSIONS)
CLASSES_OF_QUERY_REWRITES: Final = frozenset(kind for rewrite in QUERY_REWRITES for kind in rewrite.classes)
