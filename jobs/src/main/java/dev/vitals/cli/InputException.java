package dev.vitals.cli;

/**
 * What a verb was told to read is not there or can't be used. The message says what, where, why and what to do; the words on
 * the command line are right, so that no usage is printed.
 */
final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InputException(String message) {
        super(message);
    }

    InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
