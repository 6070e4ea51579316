package dev.vitals.warehouse;

/** A check of severity fail was broken; nothing of the table's new rows was made visible. */
public final class CheckFailedException extends WarehouseException {
    private static final long serialVersionUID = 1L;

    CheckFailedException(String message) {
        super(message);
    }
}
