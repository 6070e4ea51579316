/** What the parts of a run cost this process: time, processor, bytes, memory, collections of garbage and compiling. */
package dev.vitals.cli.meter;
