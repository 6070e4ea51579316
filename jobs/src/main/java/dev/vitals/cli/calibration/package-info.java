/** Whether the methods that compare arms call as much by chance as they say, on arms whose difference is known. */
package dev.vitals.cli.calibration;
