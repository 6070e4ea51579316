/** Whether nights that are killed, doubled, short of an executor or of disk leave the tables of an undisturbed one. */
package dev.vitals.cli.faults;
