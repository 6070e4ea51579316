package dev.vitals.cli.night;

import java.util.Map;

/**
 * By what the nights are run.
 *
 * @param program main class of the processes that are no verb
 * @param master Spark master of ours; null for all cores of this machine
 * @param settings Spark settings of ours
 */
public record Engine(String program, String master, Map<String, String> settings) {
    /** The usual program. */
    public static Engine of(String master, Map<String, String> settings) {
        return new Engine(NightProcess.class.getName(), master, settings);
    }

    /** Cores that a contestant may use, as many as ours does. */
    int cores() {
        if (master != null && master.matches("local(\\[\\d+.*)?")) {
            String digits = master.replaceAll("^local\\[?(\\d*).*$", "$1");
            return digits.isEmpty() ? 1 : Integer.parseInt(digits);
        }
        return Runtime.getRuntime().availableProcessors();
    }

    /** Memory that a contestant may use, as much as the heap of ours. */
    long memoryMebibytes() {
        return Runtime.getRuntime().maxMemory() >> 20;
    }
}
