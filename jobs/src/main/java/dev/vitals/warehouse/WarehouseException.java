package dev.vitals.warehouse;

/** Something is wrong with the warehouse or what is to be written to it; the message says what, where and what to do. */
public class WarehouseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WarehouseException(String message) {
        super(message);
    }

    public WarehouseException(String message, Throwable cause) {
        super(message, cause);
    }
}
