package dev.vitals.contract.experiment;

import java.util.Optional;

/**
 * Where the rows of a test's units lie. Rows of one unit are added up.
 *
 * @param path a CSV file with a header, a Parquet file or folder, or the folder of a Delta table; relative to the file of
 *     the test
 * @param variant column with the variant's name
 * @param unit column that tells units apart; empty where each row is a unit
 * @param cluster column with what was assigned as a whole, a channel for instance; empty where units were
 * @param stratum column with the kind of unit within which arms are compared
 * @param place file and line of the source
 */
public record UnitSource(
        String path,
        String variant,
        Optional<String> unit,
        Optional<String> cluster,
        Optional<String> stratum,
        String place) {}
