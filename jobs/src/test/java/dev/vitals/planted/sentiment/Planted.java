package dev.vitals.planted.sentiment;

import scala.Option;

/** Violations in the room of sentiment. */
public final class Planted {
    private Planted() {}

    static final class PointsBack {
        dev.vitals.planted.stats.Planted.Sound stats;
    }

    static final class NamesScala {
        Option<String> text;
    }
}
