"""YAML as authors write it: YAML 1.2 values with the line and column of every key and value.

`read_yaml` is the door. Reading only; text that is edited and keeps its comments goes through ruamel.yaml
(`compiler/scaffold/`).
"""

from compiler.yaml_source.nodes import MappingNode, Node, ScalarNode, SequenceNode, Source
from compiler.yaml_source.reader import read_yaml

__all__ = ["MappingNode", "Node", "ScalarNode", "SequenceNode", "Source", "read_yaml"]
