/** One large night end to end, by Vitals, by DuckDB and the plain way in Spark, each in a process of its own. */
package dev.vitals.cli.night;
