package dev.headwater;

import org.jspecify.annotations.Nullable;

/** The root of what this library throws. No message holds the content of an event or command. */
public abstract class HeadwaterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected HeadwaterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
