/** Whether intervals hold the truth as often as they say, on samples whose truth is known. */
package dev.vitals.cli.coverage;
