import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
DDL = "CREATE TABLE dbo.orders (id int NOT NULL PRIMARY KEY, ordered_on date NOT NULL, amount decimal(12,2));"


@pytest.mark.slow
def test_the_first_steps_of_an_author_work_as_written(tmp_path: Path) -> None:
    """The commands of the README, one after another, end with a dashboard of the author's own and no fault."""
    readme = (CHECKOUT / "README.md").read_text()
    [block] = re.findall(r"^```\n(make setup.*?)^```", readme, flags=re.MULTILINE | re.DOTALL)
    script = block.partition("\n")[2]
    assert "dashwright new widget" in script
    shutil.copytree(CHECKOUT / "tenants", tmp_path / "tenants")
    (tmp_path / "schema.sql").write_text(DDL)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euc", script],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "no faults" in done.stdout
    assert "SUM([orders].[amount])" in done.stdout
