/** How a night of Vitals compares with the same night as others would run it on one machine. */
package dev.vitals.cli.night;
