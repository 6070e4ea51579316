package dev.vitals.contract;

/** Says that a file under {@code schemas/} can't be used: which file and line, what is wrong, and what to do. */
public final class DefinitionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DefinitionException(String message) {
        super(message);
    }

    DefinitionException(String message, Throwable cause) {
        super(message, cause);
    }
}
