package dev.headwater;

/** The thread was interrupted while it waited to try again; its interrupt flag is set. */
public final class InterruptedWaitException extends HeadwaterException {
    private static final long serialVersionUID = 1L;

    public InterruptedWaitException(InterruptedException cause) {
        super("Interrupted while waiting to try again", cause);
    }
}
