/** Writes the transparency report under the Digital Services Act as the files of its template. */
package dev.vitals.report.dsa;
