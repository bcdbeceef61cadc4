package dev.headwater;

import org.jspecify.annotations.Nullable;

/** A service did not answer, or refused to for now. The call may be repeated. */
public final class UnavailableException extends HeadwaterException {
    private static final long serialVersionUID = 1L;
    private final boolean mayHaveTakenEffect;

    public UnavailableException(String message, boolean mayHaveTakenEffect,
            @Nullable Throwable cause) {
        super(message, cause);
        this.mayHaveTakenEffect = mayHaveTakenEffect;
    }

    /** False: certainly nothing was written. True: only the reply may have been lost. */
    public boolean mayHaveTakenEffect() {
        return mayHaveTakenEffect;
    }
}
