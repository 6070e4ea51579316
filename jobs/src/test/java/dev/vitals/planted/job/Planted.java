package dev.vitals.planted.job;

import java.io.File;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Violations in the room of jobs. */
public final class Planted {
    private Planted() {}

    static final class PointsBack {
        dev.vitals.planted.warehouse.Planted.Sound warehouse;
    }

    static final class TakesASession {
        Dataset<Row> read(Dataset<Row> rows) {
            return rows.sparkSession().table("bronze.chat_message");
        }
    }

    static final class Writes {
        Object write(Dataset<Row> rows) {
            return rows.write();
        }
    }

    static final class KnowsAPath {
        Path path;
    }

    static final class KnowsAHadoopPath {
        org.apache.hadoop.fs.Path path;
    }

    static final class KnowsAFile {
        File file;
    }

    static final class AsksSparkTheDay {
        Column today() {
            return functions.current_date();
        }
    }

    static final class HoldsAClock {
        Clock clock;
    }

    static final class RollsDice {
        Column roll() {
            return functions.rand();
        }
    }

    /** Breaks nothing: a job names rows, columns and what lies below it. */
    public static final class Sound {
        dev.vitals.planted.kpi.Planted.Sound kpi;
        dev.vitals.planted.stats.Planted.Sound stats;

        Dataset<Row> apply(Dataset<Row> rows) throws FileNotFoundException {
            return rows.where(functions.col("kind").equalTo("hold"));
        }
    }
}
