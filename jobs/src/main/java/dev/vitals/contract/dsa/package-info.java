/** What a report under the Digital Services Act consists of, and what the words of the logs mean in it. */
package dev.vitals.contract.dsa;
