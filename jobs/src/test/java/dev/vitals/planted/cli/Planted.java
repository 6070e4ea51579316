package dev.vitals.planted.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** Violations in the room of the launcher. */
public final class Planted {
    private Planted() {}

    static final class TakesASession {
        SparkSession spark;
    }

    /** Breaks nothing: only the launcher asks what day it is. */
    public static final class Sound {
        @Option(names = "--day")
        LocalDate day = LocalDate.now(ZoneOffset.UTC);

        void leave() {
            System.exit(0);
        }
    }
}
