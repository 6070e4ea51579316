package dev.vitals.warehouse;

import dev.vitals.contract.CheckContract;

/**
 * How one check went.
 *
 * @param table table that was looked at
 * @param check what it promises
 * @param brokenRows rows that break the promise
 * @param rows rows that were looked at
 */
public record CheckResult(String table, CheckContract check, long brokenRows, long rows) {
    public boolean isPassed() {
        return brokenRows == 0;
    }
}
