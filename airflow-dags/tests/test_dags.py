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

#: Settings under which the DAGs are loaded, by the name of the variant.
VARIANTS = {
    "default": {},
    "phases": {"VITALS_TASKS": "phases"},
    "cluster": {"VITALS_RUNNER": "spark-submit", "VITALS_JAR": "s3://jars/vitals.jar"},
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
                "max_active_runs": d.max_active_runs,
                "catchup": d.catchup,
                "doc": bool(d.doc_md),
                "callbacks": all(t.on_failure_callback for t in d.tasks),
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
        env=night.environment,
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
    assert set(bag["dags"]) == {"vitals_nightly", "vitals_backfill", "vitals_maintenance"}
    for dag in bag["dags"].values():
        assert dag["max_active_runs"] == 1
        assert dag["catchup"] is False
        assert dag["doc"] and dag["callbacks"]


def test_the_edges_are_those_of_the_plan(loaded):
    dag = loaded["default"]["dags"]["vitals_nightly"]

    edges = {(earlier, step["name"]) for step in PLAN for earlier in step["after"]}
    edges |= {("delivered", "land"), ("measure", "report")}
    assert {(task, later) for task, downstream in dag["tasks"].items() for later in downstream} == edges
    assert dag["assets"]["measure"] == ["vitals.gold.kpi_daily", "vitals.gold.kpi_period"]


def test_a_task_runs_the_verb_of_its_step(loaded):
    commands = loaded["default"]["dags"]["vitals_nightly"]["commands"]

    when = "'{{ params.night or (data_interval_start | ds) }}'"
    for step in PLAN:
        verb = " ".join(f"'{word}'" for word in step["verb"])
        assert commands[step["name"]] == f"./vitals {verb} '--date' {when} '--idle-is-fine'"


def test_all_facts_can_be_one_task(loaded):
    dag = loaded["phases"]["dags"]["vitals_nightly"]

    assert dag["tasks"] == {
        "delivered": ["land"], "land": ["refine"], "refine": ["measure"], "measure": ["report"], "report": [],
    }
    assert dag["commands"]["refine"].startswith("./vitals 'refine' '--date'")


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


def test_an_unknown_setting_is_an_import_error_that_says_what_can_be(loaded):
    runner = "".join(loaded["unknown runner"]["errors"].values())
    tasks = "".join(loaded["unknown tasks"]["errors"].values())

    assert "VITALS_RUNNER is 'yarn'; it can be embedded or spark-submit." in runner
    assert "VITALS_TASKS is 'waves'; it can be jobs or phases." in tasks


def test_failures_are_posted_to_those_who_want_to_be_told(night):
    told = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    call = (
        f"import sys, types; sys.path.insert(0, {str(HOME / 'airflow-dags')!r}); import vitals\n"
        "task = types.SimpleNamespace(task_id='land', dag_id='vitals_nightly')\n"
        "vitals.tell_failure({'task_instance': task, 'run_id': 'night-1'})\n"
    )
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for url in (f"http://127.0.0.1:{server.server_port}/hook", "http://127.0.0.1:1/nobody-listens"):
            subprocess.run(
                [sys.executable, "-c", call],
                env={**night.environment, "VITALS_ALERT_URL": url},
                timeout=300,
                check=True,
                capture_output=True,
            )
        server.shutdown()

    assert told == [{"text": "vitals: land of vitals_nightly failed in run night-1; its log says why"}]


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

    # Two of three lines can't be read: the file is refused, which is a failed check.
    shutil.copytree(community / SECOND, night.landing / "vitals" / SECOND)
    (night.landing / "vitals" / SECOND / "broken.ndjson").write_text("{\n{\n{}\n" * 40)
    second = night.test_dag(SECOND)

    text = second.stdout + second.stderr
    assert re.search(r"land.*failed", text), text[-4000:]
    assert not re.search(r"Marking task as SUCCESS.*measure", text)
    assert night.query("select count(*) as n, max(as_of_date) as as_of from gold.kpi_daily") == published
