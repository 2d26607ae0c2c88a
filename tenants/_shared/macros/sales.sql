{#- What the vendor means by revenue, cost and a late delivery: one home for every dashboard. -#}

{% macro revenue(line="l") -%}
sum({{ line }}.l_extendedprice * (1 - {{ line }}.l_discount))
{%- endmacro %}

{% macro margin(line="l", offer="ps") -%}
sum({{ line }}.l_extendedprice * (1 - {{ line }}.l_discount) - {{ offer }}.ps_supplycost * {{ line }}.l_quantity)
{%- endmacro %}

{% macro is_late(line="l") -%}
{{ line }}.l_receiptdate > {{ line }}.l_commitdate
{%- endmacro %}
