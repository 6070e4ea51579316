/**
 * A crooked copy of the house, in test code only: in each room, classes that break one wall each, so that
 * {@code ArchitectureTest} can show that every wall stands.
 */
package dev.vitals.planted;
