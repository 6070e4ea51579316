"""Vitals by night: landing, facts, numbers, report.

Each task starts one verb of the launcher; what depends on what is `plan.json`, which `./vitals docs` writes. Every step may
be tried again: it does what is still to do and nothing twice. Numbers are published by `measure` alone, so that a failed
check or a crash before it leaves those of the night before.

**When a task fails.** Its log ends with what was found, where and what to do. Exit code 3 is a failed data check: mend the
file or the table (`ops.quarantine`, `ops.check_result`), then clear the task. *Another run is writing* means that somebody
else holds the run lock; the retries wait for it.

**When files are late.** After the deadline the night goes on with what is there. Late files restate their days when they
come, in the night in which they land.

Settings are environment variables of the workers: those that the launcher reads anyway (`VITALS_WAREHOUSE`,
`VITALS_LANDING`, `VITALS_PSEUDONYM_KEY_FILE`, ...), and

| variable | default | meaning |
|---|---|---|
| `VITALS_HOME` | the checkout around this file | where the launcher is |
| `VITALS_RUNNER` | `embedded` | `embedded`: Spark inside each task; `spark-submit`: on the cluster of `VITALS_SPARK_CONNECTION` |
| `VITALS_TASKS` | `jobs` | `jobs`: a task for each job of the plan; `phases`: one for all facts, so that a night on one machine starts Java four times instead of twenty |
| `VITALS_JAR` | | for `spark-submit`: the jar, where the cluster can read it |
| `VITALS_SPARK_CONNECTION` | `spark_default` | Airflow connection of the cluster |
| `VITALS_DELIVERIES` | `vitals/{night}` | paths in the landing folder, separated by commas, that are there once a night is delivered |
| `VITALS_DEADLINE_MINUTES` | `240` | how long to wait for them |
| `VITALS_RETRIES` | `2` | how often a failed task is tried again |
| `VITALS_ALERT_URL` | | where failures and missed deadlines are posted as `{"text": ...}`, which Slack, Mattermost and others take; the log has them anyway |
| `VITALS_REPORTS` | `VITALS_HOME/.vitals/reports` | where reports go |
"""

from __future__ import annotations

import json
import logging
import os
import urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG, Asset, ObjectStoragePath, Param
from airflow.timetables.interval import CronDataIntervalTimetable

HERE = Path(__file__).resolve().parent
HOME = Path(os.environ.get("VITALS_HOME", HERE.parent))
RUNNER = os.environ.get("VITALS_RUNNER", "embedded")
REPORTS = os.environ.get("VITALS_REPORTS", str(HOME / ".vitals" / "reports"))
LANDING = os.environ.get("VITALS_LANDING", str(HOME / ".vitals" / "landing"))
DELIVERIES = os.environ.get("VITALS_DELIVERIES", "vitals/{night}").split(",")
DEADLINE = timedelta(minutes=int(os.environ.get("VITALS_DEADLINE_MINUTES", "240")))
TASKS = os.environ.get("VITALS_TASKS", "jobs")
ALERT_URL = os.environ.get("VITALS_ALERT_URL", "")
PLAN = json.loads((HERE / "plan.json").read_text(encoding="utf-8"))

#: The day that ended before the run, or the one that was asked for.
NIGHT = "{{ params.night or (data_interval_start | ds) }}"

log = logging.getLogger("vitals")


def tell_failure(context) -> None:
    """Says in one line which step of which night failed."""
    task = context["task_instance"]
    tell(f"vitals: {task.task_id} of {task.dag_id} failed in run {context['run_id']}; its log says why")


def tell_deadline(context) -> None:
    """Says that the night goes on without what was not delivered."""
    tell(f"vitals: not everything of run {context['run_id']} was delivered within {DEADLINE}; the night goes on")


def tell(text: str) -> None:
    """Writes to the log, and posts to those who want to be told; that nobody listens fails nothing."""
    log.error(text)
    if not ALERT_URL:
        return
    post = urllib.request.Request(ALERT_URL, json.dumps({"text": text}).encode(), {"Content-Type": "application/json"})
    try:
        urllib.request.urlopen(post, timeout=10).close()
    except OSError as error:
        # Without the address, which may hold a secret.
        log.warning("vitals: nobody was told by VITALS_ALERT_URL: %s", error)


def is_delivered(night: str) -> bool:
    """Whether every path of a night is there: a file, or a folder with something in it."""
    for delivery in DELIVERIES:
        path = ObjectStoragePath(LANDING) / delivery.strip().format(night=night)
        if not path.exists() or (path.is_dir() and not any(path.iterdir())):
            log.info("still to come: %s", path)
            return False
    return True


def steps() -> list[dict]:
    """Steps of a night, each after those that it names: those of the plan, or all jobs as one."""
    if TASKS == "jobs":
        return PLAN
    if TASKS != "phases":
        raise ValueError(f"VITALS_TASKS is {TASKS!r}; it can be jobs or phases.")
    by_name = {step["name"]: step for step in PLAN}
    jobs = [step for step in PLAN if step["verb"][0] == "refine"]
    written = [table for step in jobs for table in step["writes"]]
    read = {reading["table"]: reading for step in jobs for reading in step["reads"] if reading["table"] not in written}
    refine = {"name": "refine", "verb": ["refine"], "after": ["land"], "reads": list(read.values()), "writes": written}
    return [by_name["land"], refine, {**by_name["measure"], "after": ["refine"]}]


def verb(name: str, words: list[str], **options):
    """A task that starts a verb, in this worker or on the cluster."""
    words = [*words, "--idle-is-fine"]
    if RUNNER == "embedded":
        return BashOperator(
            task_id=name,
            bash_command=" ".join(["./vitals", *(f"'{word}'" for word in words)]),
            cwd=str(HOME),
            append_env=True,
            **options,
        )
    if RUNNER == "spark-submit":
        from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

        return SparkSubmitOperator(
            task_id=name,
            application=os.environ["VITALS_JAR"],
            java_class="dev.vitals.cli.Main",
            application_args=words,
            conn_id=os.environ.get("VITALS_SPARK_CONNECTION", "spark_default"),
            **options,
        )
    raise ValueError(f"VITALS_RUNNER is {RUNNER!r}; it can be embedded or spark-submit.")


def assets(tables: list[str]) -> list[Asset]:
    """Gold tables, on which other DAGs can wait."""
    return [Asset(name=f"vitals.{table}", uri=f"vitals://{table.replace('.', '/')}") for table in tables if table.startswith("gold.")]


DEFAULTS = {
    "owner": "trust-and-safety",
    "retries": int(os.environ.get("VITALS_RETRIES", "2")),
    "retry_delay": timedelta(minutes=5),
    "execution_timeout": timedelta(hours=6),
    "on_failure_callback": tell_failure,
}

# One writer at a time: a warehouse has one run lock.
COMMON = {
    "start_date": datetime(2026, 1, 1, tzinfo=timezone.utc),
    "catchup": False,
    "max_active_runs": 1,
    "max_active_tasks": 1,
    "default_args": DEFAULTS,
    "doc_md": __doc__,
    "tags": ["vitals"],
}

with DAG(
    dag_id="vitals_nightly",
    description="Lands a night, computes its facts, publishes its numbers, writes the report.",
    schedule=CronDataIntervalTimetable("0 2 * * *", timezone="UTC"),
    params={
        "night": Param(None, type=["null", "string"], format="date", description="Another night than the one of the schedule"),
    },
    **COMMON,
) as nightly:
    delivered = PythonSensor(
        task_id="delivered",
        python_callable=is_delivered,
        op_args=[NIGHT],
        mode="reschedule",
        poke_interval=timedelta(minutes=5),
        timeout=DEADLINE,
        retries=0,
        on_failure_callback=tell_deadline,
    )
    tasks = {}
    for step in steps():
        # A night that was not delivered in time is landed and measured all the same.
        options = {"trigger_rule": "all_done"} if step["name"] == "land" else {}
        tasks[step["name"]] = verb(
            step["name"],
            [*step["verb"], "--date", NIGHT],
            outlets=assets(step["writes"]),
            doc_md="Reads " + ", ".join(r["table"] for r in step["reads"]) + "\n\nWrites " + ", ".join(step["writes"]),
            **options,
        )
        for earlier in step["after"]:
            tasks[earlier] >> tasks[step["name"]]
    delivered >> tasks["land"]
    tasks["measure"] >> verb("report", ["report", "--out", REPORTS])

with DAG(
    dag_id="vitals_backfill",
    description="Computes days anew from what has landed, after a rule or a KPI changed.",
    schedule=None,
    params={
        "first": Param("2026-01-05", type="string", format="date", description="First day"),
        "last": Param("2026-01-11", type="string", format="date", description="Last day"),
    },
    **COMMON,
) as backfill:
    verb(
        "backfill",
        ["backfill", "--from", "{{ params.first }}", "--to", "{{ params.last }}"],
        outlets=assets(["gold.kpi_daily", "gold.kpi_period"]),
    ) >> verb("report", ["report", "--out", REPORTS])

with DAG(
    dag_id="vitals_maintenance",
    description="Joins small files of the tables and deletes those that nobody needs; no row changes.",
    schedule=CronDataIntervalTimetable("0 12 * * 0", timezone="UTC"),
    **COMMON,
) as maintenance:
    verb("optimize", ["optimize", "--full"])
