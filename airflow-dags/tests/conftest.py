"""A fresh Airflow on SQLite for the tests, and a small community to run nights on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
FIRST = "2026-01-05"
SECOND = "2026-01-06"


class Night:
    """Runs DAGs and verbs against one landing folder and one warehouse."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.landing = folder / "landing"
        self.environment = {
            **os.environ,
            "AIRFLOW_HOME": str(folder / "airflow"),
            "AIRFLOW__CORE__DAGS_FOLDER": str(HOME / "airflow-dags"),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
            "VITALS_WAREHOUSE": str(folder / "warehouse"),
            "VITALS_LANDING": str(self.landing),
            "VITALS_REPORTS": str(folder / "reports"),
            "VITALS_SITE": str(folder / "site"),
            "VITALS_PSEUDONYM_KEY": "a key for tests, no secret",
            "VITALS_RETRIES": "0",
            # For a few rows, compiling takes longer than interpreting.
            "VITALS_JAVA_OPTS": "-XX:TieredStopAtLevel=1 -Dspark.sql.codegen.wholeStage=false"
            " -Dspark.sql.codegen.factoryMode=NO_CODEGEN",
        }

    def airflow(self, *words: str, timeout: int = 900) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "airflow", *words],
            env=self.environment,
            text=True,
            capture_output=True,
            timeout=timeout,
            check=False,
        )

    def vitals(self, *words: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [HOME / "vitals", *words], env=self.environment, text=True, capture_output=True, timeout=600, check=False
        )

    def query(self, sql: str) -> list[dict]:
        result = self.vitals("query", sql, "--json")
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    def test_dag(self, night: str) -> subprocess.CompletedProcess:
        return self.airflow("dags", "test", "vitals_nightly", "--conf", json.dumps({"night": night}))


@pytest.fixture(scope="session")
def night(tmp_path_factory) -> Night:
    night = Night(tmp_path_factory.mktemp("night"))
    migrated = night.airflow("db", "migrate")
    assert migrated.returncode == 0, migrated.stderr
    generated = night.vitals(
        "generate", "--out", str(night.folder / "community"), "--days", "2", "--channels", "5", "--messages", "800",
        "--reports", "40", "--quiet",
    )
    assert generated.returncode == 0, generated.stderr
    return night
