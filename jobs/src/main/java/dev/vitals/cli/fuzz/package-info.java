/** Whether everything that may stand in a delivered file is read, or refused with a reason, and nothing is lost on the way. */
package dev.vitals.cli.fuzz;
