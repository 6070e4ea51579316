/**
 * The same nights as a competent user would first write them, with Spark's and Delta's usual ways and settings: what
 * {@code bench night} measures Vitals against. Nothing of the product uses it.
 */
package dev.vitals.warehouse.plain;
