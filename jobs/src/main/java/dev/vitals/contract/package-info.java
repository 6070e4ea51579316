/**
 * What every table promises: its columns, its checks, and the rule by which it may change.
 *
 * <p>The promises are files under {@code schemas/}. This room reads them strictly, compares actual columns with them,
 * locks them and prints them as a data dictionary. It knows {@code java.*} and a YAML reader, and no engine.
 */
package dev.vitals.contract;
