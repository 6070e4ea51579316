"""Vitals by night: landing, facts, numbers, report, dashboard.

Each task starts one verb of the launcher; what depends on what is `plan.json`, which `./vitals docs` writes. Every step may
be tried again: it does what is still to do and nothing twice. Numbers are published by `measure` alone, so that a failed
check or a crash before it leaves those of the night before.

**When a task fails.** Its log ends with what was found, where and what to do. It is tried again after 5 to 10 minutes, then
after twice as long each time, an hour at most. Nine times make more than six hours, which is the longest that a task of
these DAGs may run: so a night outlasts a backfill or `optimize --full` that holds the run lock (*Another run is writing*).
Nobody has to wait that long to hear of it: the first failure is told as well as the last. Exit code 3 is a failed data
check: mend the file or the table (`ops.quarantine`, `ops.check_result`), then let the next try come, or clear the task.

**When files are late.** After the deadline, counted from the start of the run, the night goes on with what is there. Late
files restate their days when they come, in the night in which they land. An error of the storage is no late file: the sensor
is tried again, like any task, but not after the deadline.

**Another night.** The night is the day that ended before the run: by the schedule, or for a run that was triggered by hand
without a logical date, by the clock. The parameter `night` names any other. The report is that of the last whole week as of
the night, whatever has been measured since.

**On a cluster.** The jar of Vitals holds none of its libraries, and Spark 4.1 brings most of them. Build it, and collect the
others in `jobs/target/dependency`:

    ./vitals --help
    mvn dependency:copy-dependencies -pl jobs -DincludeScope=runtime \\
      -DincludeGroupIds=io.delta,io.unitycatalog,info.picocli,org.apache.commons,com.fasterxml.jackson.datatype

Put both where `spark-submit` finds them, name them in `VITALS_JAR` and `VITALS_JARS`, and leave the connection at deploy mode
`client`: a verb takes its settings from the environment of the worker, and writes report and site there.

Settings are environment variables of the workers: those that the launcher reads anyway (`VITALS_WAREHOUSE`,
`VITALS_LANDING`, `VITALS_PSEUDONYM_KEY_FILE`, ...), and

| variable | default | meaning |
|---|---|---|
| `VITALS_HOME` | the checkout around this file | where the launcher is |
| `VITALS_RUNNER` | `embedded` | `embedded`: Spark inside each task; `spark-submit`: on the cluster of `VITALS_SPARK_CONNECTION` |
| `VITALS_TASKS` | `jobs` | `jobs`: a task for each job of the plan; `phases`: one for all facts, so that a night on one machine starts Java five times instead of twenty |
| `VITALS_JAR` | | for `spark-submit`: the jar, where the cluster can read it |
| `VITALS_JARS` | | for `spark-submit`: its libraries, separated by commas; a star is fine, as in `/opt/vitals/dependency/*.jar` |
| `VITALS_SPARK_CONF` | `{}` | for `spark-submit`: Spark settings as a JSON object, like `{"spark.executor.memory": "8g"}` |
| `VITALS_SPARK_CONNECTION` | `spark_default` | Airflow connection of the cluster |
| `VITALS_DELIVERIES` | `vitals/{night}` | paths in the landing folder, separated by commas, that are there once a night is delivered |
| `VITALS_DEADLINE_MINUTES` | `240` | how long to wait for them |
| `VITALS_RETRIES` | `9` | how often a failed task is tried again |
| `VITALS_ALERT_URL` | | where failures and missed deadlines are posted as `{"text": ...}`, which Slack, Mattermost and others take; the log has them anyway |
| `VITALS_REPORTS` | `VITALS_HOME/.vitals/reports` | where reports go |
| `VITALS_RECEIPTS` | `VITALS_HOME/.vitals/receipts` | where receipts of erasures go |
| `VITALS_SITE` | `VITALS_HOME/.vitals/site` | where the dashboard goes: a folder of its own, which is replaced |
"""

from __future__ import annotations

import json
import logging
import os
import urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path

from airflow.exceptions import AirflowFailException, AirflowSensorTimeout
from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG, Asset, ObjectStoragePath, Param
from airflow.timetables.interval import CronDataIntervalTimetable

HERE = Path(__file__).resolve().parent
HOME = Path(os.environ.get("VITALS_HOME", HERE.parent))
RUNNER = os.environ.get("VITALS_RUNNER", "embedded")
REPORTS = os.environ.get("VITALS_REPORTS", str(HOME / ".vitals" / "reports"))
SITE = os.environ.get("VITALS_SITE", str(HOME / ".vitals" / "site"))
RECEIPTS = os.environ.get("VITALS_RECEIPTS", str(HOME / ".vitals" / "receipts"))
LANDING = os.environ.get("VITALS_LANDING", str(HOME / ".vitals" / "landing"))
DELIVERIES = os.environ.get("VITALS_DELIVERIES", "vitals/{night}").split(",")
DEADLINE = timedelta(minutes=int(os.environ.get("VITALS_DEADLINE_MINUTES", "240")))
TASKS = os.environ.get("VITALS_TASKS", "jobs")
ALERT_URL = os.environ.get("VITALS_ALERT_URL", "")
PLAN = json.loads((HERE / "plan.json").read_text(encoding="utf-8"))

# A run that was triggered without a logical date has no data interval.
_NIGHT = "params.night or (data_interval_start | default(dag_run.run_after - macros.timedelta(days=1)) | ds)"

#: The day that ended before the run, or the one that was asked for.
NIGHT = f"{{{{ {_NIGHT} }}}}"

#: A day of the last week that was over when the night was: six days before a Sunday is the Monday of its own week, six days
#: before any other day is in the week before.
LAST_WEEK = f"{{{{ macros.ds_add({_NIGHT}, -6) }}}}"

#: The longest that a task may run, and with that the longest that the run lock is held.
LONGEST = timedelta(hours=6)

log = logging.getLogger("vitals")


def tell_failure(context) -> None:
    """Says in one line which step of which night failed."""
    task = context["task_instance"]
    tell(f"vitals: {task.task_id} of {task.dag_id} failed in run {context['run_id']}; its log says why")


def tell_retry(context) -> None:
    """Says the same once, when a task failed for the first time: what has to be mended should not wait for the last try."""
    task = context["task_instance"]
    # The tries of a task that was cleared are counted on.
    if task.try_number == task.max_tries - context["task"].retries + 1:
        tell(f"vitals: {task.task_id} of {task.dag_id} failed in run {context['run_id']}, to be tried again; its log says why")


def tell_undelivered(context) -> None:
    """Says why the night goes on without knowing that everything was delivered."""
    error = context.get("exception")
    run = context["run_id"]
    if isinstance(error, AirflowSensorTimeout):
        tell(f"vitals: not everything of run {run} was delivered within {DEADLINE}: {error}; the night goes on")
    else:
        # Without its text, which may hold a secret of the storage.
        reason = type(getattr(error, "__cause__", None) or error).__name__ if error else "its worker ended"
        tell(f"vitals: whether run {run} was delivered could not be seen ({reason}); its log says why; the night goes on")


def tell(text: str) -> None:
    """Writes to the log, and posts to those who want to be told; that nobody listens fails nothing."""
    log.error(text)
    if not ALERT_URL:
        return
    try:
        post = urllib.request.Request(ALERT_URL, json.dumps({"text": text}).encode(), {"Content-Type": "application/json"})
        urllib.request.urlopen(post, timeout=10).close()
    except Exception as error:  # noqa: BLE001
        # Without its text: that of an address which is none repeats it, and it may hold a secret.
        log.warning("vitals: nobody was told by VITALS_ALERT_URL (%s)", type(error).__name__)


def is_delivered(night: str, dag_run) -> bool:
    """
    Whether every path of a night is there.

    The deadline is looked at here, because the timeout of a sensor starts anew with each try. After it nothing is tried again.
    """
    is_late = datetime.now(timezone.utc) > dag_run.start_date + DEADLINE
    try:
        missing = missing_of(night)
    except Exception as error:
        if is_late:
            raise AirflowFailException("The landing folder can't be looked at.") from error
        raise
    if missing is None:
        return True
    if is_late:
        raise AirflowSensorTimeout(f"{missing} is not there")
    log.info("still to come: %s", missing)
    return False


def missing_of(night: str) -> ObjectStoragePath | None:
    """The first path of a night that is not there: no file, and no folder with something in it."""
    for delivery in DELIVERIES:
        path = ObjectStoragePath(LANDING) / delivery.strip().format(night=night)
        if not path.exists() or (path.is_dir() and not any(path.iterdir())):
            return path
    return None


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


def submission() -> dict:
    """What spark-submit is told besides the verb."""
    jar = os.environ.get("VITALS_JAR")
    if not jar:
        raise ValueError(
            "VITALS_RUNNER is spark-submit, but VITALS_JAR is not set; let it name jobs/target/vitals-*.jar, which ./vitals"
            " builds, where the cluster can read it, and VITALS_JARS its libraries (the head of vitals.py says how to get them)."
        )
    wanted = 'VITALS_SPARK_CONF has to be a JSON object, like {"spark.executor.memory": "8g"}'
    try:
        conf = json.loads(os.environ.get("VITALS_SPARK_CONF") or "{}")
    except ValueError as error:
        raise ValueError(f"{wanted}: {error}") from None
    if not isinstance(conf, dict):
        raise ValueError(f"{wanted}.")
    return {
        "application": jar,
        "jars": os.environ.get("VITALS_JARS"),
        "conf": conf,
        "conn_id": os.environ.get("VITALS_SPARK_CONNECTION", "spark_default"),
    }


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
            name=f"vitals-{name}",
            java_class="dev.vitals.cli.Main",
            application_args=words,
            **submission(),
            **options,
        )
    raise ValueError(f"VITALS_RUNNER is {RUNNER!r}; it can be embedded or spark-submit.")


def assets(tables: list[str]) -> list[Asset]:
    """Gold tables, on which other DAGs can wait."""
    return [Asset(name=f"vitals.{table}", uri=f"vitals://{table.replace('.', '/')}") for table in tables if table.startswith("gold.")]


def shown(day: str, week: str) -> list:
    """Tasks that show what was published, the report that of the week which holds a day; neither needs the other."""
    return [
        verb(
            "report",
            ["report", "--date", day, "--out", REPORTS],
            doc_md=f"Writes the report of {week} to `VITALS_REPORTS`; none, where no day of it was measured.",
        ),
        verb("site", ["site", "--out", SITE], doc_md="Writes the dashboard of all that is measured to `VITALS_SITE`."),
    ]


DEFAULTS = {
    "owner": "trust-and-safety",
    # Together they wait longer than LONGEST, for whoever holds the run lock.
    "retries": int(os.environ.get("VITALS_RETRIES", "9")),
    "retry_delay": timedelta(minutes=5),
    "retry_exponential_backoff": True,
    "max_retry_delay": timedelta(hours=1),
    "execution_timeout": LONGEST,
    "on_retry_callback": tell_retry,
    "on_failure_callback": tell_failure,
}

# One writer at a time: a warehouse has one run lock.
COMMON = {
    "start_date": datetime(2026, 1, 1, tzinfo=timezone.utc),
    "catchup": False,
    "max_active_runs": 1,
    "max_active_tasks": 1,
    "default_args": DEFAULTS,
    "tags": ["vitals"],
}

with DAG(
    dag_id="vitals_nightly",
    description="Lands a night, computes its facts, publishes its numbers, writes report and dashboard.",
    doc_md=__doc__,
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
        on_failure_callback=tell_undelivered,
        doc_md="Waits until the paths of `VITALS_DELIVERIES` are in the landing folder, or the deadline has passed. Its failure"
        " keeps nothing back: the night lands what is there.",
    )
    tasks = {}
    for step in steps():
        # A night that was not delivered in time is landed and measured all the same.
        options = {"trigger_rule": "all_done"} if step["name"] == "land" else {}
        tasks[step["name"]] = verb(
            step["name"],
            [*step["verb"], "--date", NIGHT],
            outlets=assets(step["writes"]),
            doc_md=f"Reads {', '.join(r['table'] for r in step['reads']) or 'the landing folder'}\n\n"
            f"Writes {', '.join(step['writes'])}",
            **options,
        )
        for earlier in step["after"]:
            tasks[earlier] >> tasks[step["name"]]
    delivered >> tasks["land"]
    tasks["measure"] >> shown(LAST_WEEK, "the last week that was over when the night was")
    tasks["measure"] >> verb(
        "optimize",
        ["optimize"],
        doc_md="Joins small files of the tables that have any, and deletes those that no version of the last seven days needs.",
    )

with DAG(
    dag_id="vitals_backfill",
    description="Computes days anew from what has landed, after a rule or a KPI changed.",
    doc_md="""Computes the days from `first` to `last` anew from what has landed, and publishes them; lands nothing.

Start it by hand after a rule or a KPI changed. It holds the run lock until it ends: a night that comes meanwhile waits, and it
waits for a night. What moved is in `ops.restatement`, each number with its reason. The report is that of the week that holds
`last`. Settings, retries and what to do when a task fails: see `vitals_nightly`.
""",
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
        doc_md="Computes facts and numbers of the days anew, in one step, and publishes them.",
    ) >> shown("{{ params.last }}", "the week that holds `last`")

with DAG(
    dag_id="vitals_maintenance",
    description="Takes away what was kept long enough, joins small files and deletes those that nobody needs.",
    doc_md="""Keeps the tables as long as their contracts say, small, and fast to read.

Once a week it takes away rows that are older than their table keeps them, and the text of messages after thirty days (`./vitals
retain`; what tells of somebody under a legal hold stays). Then it joins small files, deletes those that no version of the last
seven days needs, and looks for files that a crash left. It holds the run lock until it ends: a night that comes meanwhile
waits, and it waits for a night. Settings, retries and what to do when a task fails: see `vitals_nightly`.
""",
    schedule=CronDataIntervalTimetable("0 12 * * 0", timezone="UTC"),
    **COMMON,
) as maintenance:
    verb(
        "retain",
        ["retain"],
        doc_md="Takes away what is older than the contract of its table says.",
    ) >> verb(
        "optimize",
        ["optimize", "--full"],
        doc_md="Joins small files of every table, and deletes what no version of the last seven days needs.",
    )

with DAG(
    dag_id="vitals_erasure",
    description="Takes people out of the warehouse and of the delivered files, and writes a signed receipt.",
    doc_md="""Takes people out of everything that was kept of them, and leaves a signed receipt in `VITALS_RECEIPTS`.

Start it by hand with `subjects`, the path of a CSV file that the worker can read: a column `user_id`, and `login` and
`display_name` where they are known. Delete the file when the receipt is there; it and the landing folder are the only places
that name them. A try after an interruption goes on where the one before stopped, and no night runs before it has ended. People
under a legal hold (`./vitals holds list`) fail it before anything is changed. Settings, retries and what to do when a task fails:
see `vitals_nightly`.
""",
    schedule=None,
    params={"subjects": Param(
            type="string",
            # It becomes a word in quotes on a command line.
            pattern=r"^[^'\r\n]+$",
            description="CSV file with a column user_id, none with a quote in its path",
        )},
    **COMMON,
) as erasure:
    verb(
        "erase",
        [
            "erase", "--subjects", "{{ params.subjects }}", "--landing", LANDING,
            "--receipt", RECEIPTS + "/erasure-{{ run_id }}.json",
        ],
        doc_md="Replaces their pseudonyms by tokens, empties what they wrote, blanks records of delivered files that name them.",
    )
