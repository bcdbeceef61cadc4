package dev.headwater;

import org.jspecify.annotations.Nullable;

/** A service did not answer, or refused to for now. The call may be repeated. */
public final class UnavailableException extends HeadwaterException {
    private static final long serialVersionUID = 1L;
    private final boolean mayHaveTakenEffect;
    private final boolean mayPass;

    /** Of a failure that may pass by itself. */
    public UnavailableException(String message, boolean mayHaveTakenEffect,
            @Nullable Throwable cause) {
        this(message, mayHaveTakenEffect, true, cause);
    }

    public UnavailableException(String message, boolean mayHaveTakenEffect, boolean mayPass,
            @Nullable Throwable cause) {
        super(message, cause);
        this.mayHaveTakenEffect = mayHaveTakenEffect;
        this.mayPass = mayPass;
    }

    /** False: certainly nothing was written. True: only the reply may have been lost. */
    public boolean mayHaveTakenEffect() {
        return mayHaveTakenEffect;
    }

    /**
     * Whether the failure may pass by itself, as a throttled request or a lost connection does.
     * Missing rights or a missing table do not: somebody has to mend them first.
     */
    public boolean mayPass() {
        return mayPass;
    }

    /** The last failure of a write of which an earlier try may have taken effect. */
    UnavailableException afterALostReply() {
        return mayHaveTakenEffect
                ? this
                : new UnavailableException(getMessage() + " after a try that may have succeeded",
                        true, mayPass, this);
    }
}
