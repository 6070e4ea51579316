"""The DAGs in a real Airflow: they load, their edges are the plan's, and a night runs from landing folder to gold."""

import http.server
import json
import re
import shutil
import subprocess
import sys
import threading

import pytest
from conftest import FIRST, HOME, SECOND

PLAN = json.loads((HOME / "airflow-dags" / "plan.json").read_text())

#: The night as a template: the one that was asked for, that of the schedule, or without a logical date that of the clock.
NIGHT = "params.night or (data_interval_start | default(dag_run.run_after - macros.timedelta(days=1)) | ds)"

CLUSTER = {"VITALS_RUNNER": "spark-submit", "VITALS_JAR": "s3://jars/vitals.jar"}

#: Settings under which the DAGs are loaded, by the name of the variant.
VARIANTS = {
    "default": {},
    "phases": {"VITALS_TASKS": "phases"},
    "cluster": {**CLUSTER, "VITALS_JARS": "s3://jars/*.jar", "VITALS_SPARK_CONF": '{"spark.executor.memory": "8g"}'},
    "cluster without a jar": {"VITALS_RUNNER": "spark-submit"},
    "cluster with words as settings": {**CLUSTER, "VITALS_SPARK_CONF": "spark.executor.memory=8g"},
    "cluster with a list as settings": {**CLUSTER, "VITALS_SPARK_CONF": '["spark.executor.memory=8g"]'},
    "unknown runner": {"VITALS_RUNNER": "yarn"},
    "unknown tasks": {"VITALS_TASKS": "waves"},
}

LOAD = """
import json, logging, os, sys, warnings
logging.disable(logging.CRITICAL)
folder, variants = sys.argv[1], json.loads(sys.argv[2])
loaded = {}
for name, settings in variants.items():
    os.environ.update(settings)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        from airflow.models.dagbag import DagBag
        bag = DagBag(folder, include_examples=False)
    for setting in settings:
        del os.environ[setting]
    loaded[name] = {
        "errors": bag.import_errors,
        "warnings": [str(w.message) for w in seen if w.filename.startswith(folder)],
        "dags": {
            d.dag_id: {
                "tasks": {t.task_id: sorted(t.downstream_task_ids) for t in d.tasks},
                "assets": {t.task_id: sorted(o.name for o in t.outlets) for t in d.tasks},
                "operators": {t.task_id: type(t).__name__ for t in d.tasks},
                "commands": {t.task_id: getattr(t, "bash_command", None) for t in d.tasks},
                "submissions": {
                    t.task_id: [t.name, t.application, t.jars, t.conf] for t in d.tasks if hasattr(t, "application")
                },
                "retries": {
                    t.task_id: [
                        t.retries, bool(t.retry_exponential_backoff),
                        *map(str, (t.retry_delay, t.max_retry_delay, t.execution_timeout)),
                    ]
                    for t in d.tasks
                },
                "max_active_runs": d.max_active_runs,
                "catchup": d.catchup,
                "doc": d.doc_md,
                "docs": {t.task_id: t.doc_md for t in d.tasks},
                "callbacks": all(t.on_failure_callback and t.on_retry_callback for t in d.tasks),
            }
            for d in bag.dags.values()
        },
    }
print("\\n" + json.dumps(loaded))
"""


@pytest.fixture(scope="session")
def loaded(night):
    """The DAGs as a real Airflow loads them, under each of the settings; starting it takes longer than all the rest."""
    result = subprocess.run(
        [sys.executable, "-c", LOAD, str(HOME / "airflow-dags"), json.dumps(VARIANTS)],
        env={name: value for name, value in night.environment.items() if name != "VITALS_RETRIES"},
        text=True,
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout.splitlines()[-1])


def test_the_dags_load_without_an_error_or_a_warning_of_ours(loaded):
    bag = loaded["default"]

    assert bag["errors"] == {}
    assert bag["warnings"] == []
    assert set(bag["dags"]) == {"vitals_nightly", "vitals_backfill", "vitals_maintenance", "vitals_erasure"}
    for dag in bag["dags"].values():
        assert dag["max_active_runs"] == 1
        assert dag["catchup"] is False
        assert dag["callbacks"]


def test_every_dag_and_every_task_says_what_it_does(loaded):
    dags = loaded["default"]["dags"]

    assert all(dag["doc"] and all(dag["docs"].values()) for dag in dags.values())
    assert len({dag["doc"] for dag in dags.values()}) == len(dags)
    assert dags["vitals_nightly"]["docs"]["land"].startswith("Reads the landing folder\n\nWrites bronze.")


def test_the_edges_are_those_of_the_plan(loaded):
    dag = loaded["default"]["dags"]["vitals_nightly"]

    edges = {(earlier, step["name"]) for step in PLAN for earlier in step["after"]}
    edges |= {("delivered", "land"), ("measure", "report"), ("measure", "site"), ("measure", "optimize")}
    assert {(task, later) for task, downstream in dag["tasks"].items() for later in downstream} == edges
    numbers = ["alert", "kpi_daily", "kpi_period", "label_triangle", "nowcast"]
    assert dag["assets"]["measure"] == [f"vitals.gold.{table}" for table in numbers]


def test_a_task_runs_the_verb_of_its_step(loaded):
    commands = loaded["default"]["dags"]["vitals_nightly"]["commands"]

    for step in PLAN:
        verb = " ".join(f"'{word}'" for word in step["verb"])
        assert commands[step["name"]] == f"./vitals {verb} '--date' '{{{{ {NIGHT} }}}}' '--idle-is-fine'"


def test_all_facts_can_be_one_task(loaded):
    dag = loaded["phases"]["dags"]["vitals_nightly"]

    assert dag["tasks"] == {
        "delivered": ["land"], "land": ["refine"], "refine": ["measure"], "measure": ["optimize", "report", "site"],
        "report": [], "site": [], "optimize": [],
    }
    assert dag["commands"]["refine"].startswith("./vitals 'refine' '--date'")


def test_maintenance_takes_away_before_it_cleans_up(loaded):
    dag = loaded["default"]["dags"]["vitals_maintenance"]

    assert dag["tasks"] == {"retain": ["optimize"], "optimize": []}
    assert dag["commands"]["optimize"] == "./vitals 'optimize' '--full' '--idle-is-fine'"


def test_an_erasure_goes_through_the_delivered_files_and_leaves_a_receipt(loaded):
    command = loaded["default"]["dags"]["vitals_erasure"]["commands"]["erase"]

    assert command.startswith("./vitals 'erase' '--subjects' '{{ params.subjects }}' '--landing' '")
    assert "'--receipt' '" in command


def test_the_plan_orders_steps_by_what_they_read():
    written = {}
    for step in PLAN:
        wanted = {written[reading["table"]] for reading in step["reads"]}
        if step["kpis"]:
            # What publishes ends the night, and waits for every fact.
            wanted = set(written.values()) - {"land"}
        assert set(step["after"]) == wanted, step["name"]
        assert wanted or step["name"] == "land"
        written.update({table: step["name"] for table in step["writes"]})


def test_one_setting_sends_every_verb_to_the_cluster(loaded):
    operators = loaded["cluster"]["dags"]["vitals_nightly"]["operators"]

    assert operators.pop("delivered") == "PythonSensor"
    assert set(operators.values()) == {"SparkSubmitOperator"}


def test_an_application_has_a_name_its_libraries_and_the_settings_of_the_cluster(loaded):
    dags = loaded["cluster"]["dags"]

    others = ["s3://jars/vitals.jar", "s3://jars/*.jar", {"spark.executor.memory": "8g"}]
    assert dags["vitals_nightly"]["submissions"]["refine.channel"] == ["vitals-refine.channel", *others]
    assert dags["vitals_maintenance"]["submissions"]["optimize"] == ["vitals-optimize", *others]


def test_a_cluster_without_a_jar_or_with_settings_that_are_none_is_an_import_error_that_says_what_to_do(loaded):
    without, words, a_list = (
        "".join(loaded[f"cluster {variant}"]["errors"].values())
        for variant in ("without a jar", "with words as settings", "with a list as settings")
    )

    assert "VITALS_JAR is not set; let it name jobs/target/vitals-*.jar" in without
    assert "VITALS_SPARK_CONF has to be a JSON object" in words
    assert "VITALS_SPARK_CONF has to be a JSON object" in a_list


def test_the_retries_wait_longer_than_any_task_may_hold_the_run_lock(loaded):
    # At least 5 minutes, then 10, 20 and 40, and five times the hour make 6:15.
    for dag in loaded["default"]["dags"].values():
        assert set(map(tuple, dag["retries"].values())) == {(9, True, "0:05:00", "1:00:00", "6:00:00")}


def test_an_unknown_setting_is_an_import_error_that_says_what_can_be(loaded):
    runner = "".join(loaded["unknown runner"]["errors"].values())
    tasks = "".join(loaded["unknown tasks"]["errors"].values())

    assert "VITALS_RUNNER is 'yarn'; it can be embedded or spark-submit." in runner
    assert "VITALS_TASKS is 'waves'; it can be jobs or phases." in tasks


def run(night, code: str, **settings: str) -> str:
    """What a piece of code prints that has the DAGs at hand, in an Airflow with settings."""
    result = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(HOME / 'airflow-dags')!r}); import vitals\n{code}"],
        env={**night.environment, **settings},
        text=True,
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-4000:]
    return result.stdout


TELL = """
from types import SimpleNamespace as Some
from airflow.exceptions import AirflowFailException, AirflowSensorTimeout

def tell(how, task_id, try_number=1, max_tries=9, **more):
    instance = Some(task_id=task_id, dag_id="vitals_nightly", try_number=try_number, max_tries=max_tries)
    how({"task_instance": instance, "task": Some(retries=9), "run_id": "night-1", **more})

tell(vitals.tell_failure, "land")
tell(vitals.tell_retry, "land")
tell(vitals.tell_retry, "land", try_number=2)
tell(vitals.tell_retry, "measure", try_number=11, max_tries=19)
denied = AirflowFailException("no")
denied.__cause__ = PermissionError("key abc")
for error in (AirflowSensorTimeout("landing/vitals is not there"), PermissionError("key abc"), denied):
    tell(vitals.tell_undelivered, "delivered", exception=error)
tell(vitals.tell_undelivered, "delivered")
"""


def test_failures_are_posted_to_those_who_want_to_be_told(night):
    told = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for url in (f"http://127.0.0.1:{server.server_port}/hook", "http://127.0.0.1:1/nobody-listens"):
            run(night, TELL, VITALS_ALERT_URL=url)
        server.shutdown()

    assert told == [
        "vitals: land of vitals_nightly failed in run night-1; its log says why",
        # The second try of land is not told again; measure was cleared after its tenth, the eleventh is the first anew.
        "vitals: land of vitals_nightly failed in run night-1, to be tried again; its log says why",
        "vitals: measure of vitals_nightly failed in run night-1, to be tried again; its log says why",
        "vitals: not everything of run night-1 was delivered within 4:00:00: landing/vitals is not there; the night goes on",
        *["vitals: whether run night-1 was delivered could not be seen (PermissionError); its log says why; the night goes on"] * 2,
        "vitals: whether run night-1 was delivered could not be seen (its worker ended); its log says why; the night goes on",
    ]


WAIT = """
import datetime, pathlib, types
from airflow.exceptions import AirflowException

def look(landing, hours):
    vitals.LANDING = landing
    began = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=hours)
    try:
        print(vitals.is_delivered("2026-01-05", types.SimpleNamespace(start_date=began)))
    except AirflowException as ends:
        print(type(ends).__name__, str(ends).replace(landing, "landing"))
    except Exception as tried_again:
        print("tried again")

landing = pathlib.Path(vitals.LANDING)
for folder, hours in ((landing, 3), (landing, 5), ("nowhere://landing", 3), ("nowhere://landing", 5)):
    look(str(folder), hours)
(landing / "vitals" / "2026-01-05").mkdir(parents=True)
look(str(landing), 3)
(landing / "vitals" / "2026-01-05" / "events.ndjson").touch()
look(str(landing), 5)
"""


def test_the_deadline_ends_the_wait_and_an_error_of_the_storage_does_so_only_after_it(night, tmp_path):
    assert run(night, WAIT, VITALS_LANDING=str(tmp_path)).splitlines() == [
        "False",
        "AirflowSensorTimeout landing/vitals/2026-01-05 is not there",
        "tried again",
        "AirflowFailException The landing folder can't be looked at.",
        # An empty folder is none.
        "False",
        "True",
    ]


NIGHTS = """
import json, logging, os, pathlib
from datetime import datetime, timezone

launcher = pathlib.Path(os.environ["VITALS_HOME"], "vitals")
launcher.write_text('#!/bin/sh\\necho "$*" >>words\\n')
launcher.chmod(0o755)
words = launcher.with_name("words")

def at(day, hour, minute=0):
    return datetime(2026, 1, day, hour, minute, tzinfo=timezone.utc)

started = {}
for name, dag, how in (
    ("by the clock", vitals.nightly, {"run_after": at(14, 9), "logical_date": None}),
    ("by the schedule", vitals.nightly, {"run_after": at(14, 2), "logical_date": at(14, 2)}),
    ("asked for", vitals.nightly, {"run_after": at(14, 10), "logical_date": None, "run_conf": {"night": "2026-01-11"}}),
    ("backfill", vitals.backfill, {"run_after": at(14, 11), "logical_date": None}),
    ("maintenance", vitals.maintenance, {"run_after": at(14, 12), "logical_date": None}),
):
    words.write_text("")
    dag.test(**how)
    started[name] = words.read_text().splitlines()
print("\\n" + json.dumps(started))
"""


def test_a_run_with_or_without_a_logical_date_starts_the_verbs_of_its_night(night, tmp_path):
    settings = {"VITALS_HOME": tmp_path, "VITALS_LANDING": tmp_path, "VITALS_REPORTS": "reports", "VITALS_SITE": "site"}

    printed = run(night, NIGHTS, VITALS_TASKS="phases", **{name: str(value) for name, value in settings.items()})

    def verbs(day, week):
        return {
            *(f"{verb} --date {day} --idle-is-fine" for verb in ("land", "refine", "measure")),
            f"report --date {week} --out reports --idle-is-fine",
            "site --out site --idle-is-fine",
            "optimize --idle-is-fine",
        }

    started = {name: set(words) for name, words in json.loads(printed.splitlines()[-1]).items()}
    assert started == {
        # On a Wednesday the night of Tuesday the 13th, and the week from the 5th to the 11th, to which the 7th belongs.
        "by the clock": verbs("2026-01-13", "2026-01-07"),
        "by the schedule": verbs("2026-01-13", "2026-01-07"),
        # A Sunday ends its own week.
        "asked for": verbs("2026-01-11", "2026-01-05"),
        "backfill": {
            "backfill --from 2026-01-05 --to 2026-01-11 --idle-is-fine",
            "report --date 2026-01-11 --out reports --idle-is-fine",
            "site --out site --idle-is-fine",
        },
        "maintenance": {"retain --idle-is-fine", "optimize --full --idle-is-fine"},
    }


def test_a_night_runs_from_the_landing_folder_to_gold_and_a_failed_check_leaves_it(night):
    community = night.folder / "community" / "landing" / "vitals"
    shutil.copytree(community / FIRST, night.landing / "vitals" / FIRST)

    # Facts in one task: the same verbs as in twenty, of which NightsTest shows that they make the same tables.
    night.environment["VITALS_TASKS"] = "phases"
    first = night.test_dag(FIRST)

    assert first.returncode == 0, first.stdout[-4000:] + first.stderr[-4000:]
    published = night.query("select count(*) as n, max(as_of_date) as as_of from gold.kpi_daily")
    assert published[0]["n"] > 1000
    assert published[0]["as_of"] == FIRST
    assert not (night.folder / "warehouse" / "_vitals" / "open-night.txt").exists()
    assert (night.folder / "site" / "index.html").exists()

    # Two of three lines can't be read: the file is refused, which is a failed check.
    shutil.copytree(community / SECOND, night.landing / "vitals" / SECOND)
    (night.landing / "vitals" / SECOND / "broken.ndjson").write_text("{\n{\n{}\n" * 40)
    second = night.test_dag(SECOND)

    text = second.stdout + second.stderr
    assert re.search(r"land.*failed", text), text[-4000:]
    assert not re.search(r"Marking task as SUCCESS.*measure", text)
    assert night.query("select count(*) as n, max(as_of_date) as as_of from gold.kpi_daily") == published
