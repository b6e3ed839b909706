"""Templates become programs (`planner`), programs recognise bodies (`matcher`), an index finds the programs to try."""
