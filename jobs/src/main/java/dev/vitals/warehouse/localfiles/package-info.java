/** Hadoop's view of the local disk, without a process per question. */
package dev.vitals.warehouse.localfiles;
