"""YAML as authors write it: YAML 1.2 values with the line and column of every key and value.

`read_yaml` is the door for reading, with positions and without comments. `editing` changes files that people wrote, comments and
order kept, by ruamel.yaml.
"""

from compiler.yaml_source.nodes import MappingNode, Node, ScalarNode, SequenceNode, Source
from compiler.yaml_source.reader import read_yaml

__all__ = ["MappingNode", "Node", "ScalarNode", "SequenceNode", "Source", "read_yaml"]
