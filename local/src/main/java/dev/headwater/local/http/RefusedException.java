package dev.headwater.local.http;

/** A request is refused; its connection can go on. */
final class RefusedException extends RuntimeException {
    static final int TOO_LARGE = 413;

    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status) {
        super("refused with " + status);
        this.status = status;
    }

    int status() {
        return status;
    }

    String reason() {
        return status == TOO_LARGE ? "Request Entity Too Large" : "Bad Request";
    }
}
