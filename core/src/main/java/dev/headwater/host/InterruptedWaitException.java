package dev.headwater.host;

/** The thread was interrupted while it waited to try again; its interrupt flag is set. */
public final class InterruptedWaitException extends HeadwaterException {
  private static final long serialVersionUID = 1L;
  private final boolean mayHaveTakenEffect;

  /** Of a wait before which nothing was written. */
  public InterruptedWaitException(InterruptedException cause) {
    this(cause, false);
  }

  private InterruptedWaitException(Throwable cause, boolean mayHaveTakenEffect) {
    super("Interrupted while waiting to try again", cause);
    this.mayHaveTakenEffect = mayHaveTakenEffect;
  }

  /** False: certainly nothing was written. True: only the reply may have been lost. */
  public boolean mayHaveTakenEffect() {
    return mayHaveTakenEffect;
  }

  public InterruptedWaitException afterALostReply() {
    return new InterruptedWaitException(this, true);
  }
}
