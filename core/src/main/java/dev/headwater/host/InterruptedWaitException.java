package dev.headwater.host;

/**
 * The thread was interrupted while it waited for its turn or to try again. Its interrupt flag is
 * set.
 */
public final class InterruptedWaitException extends HeadwaterException {
  private static final long serialVersionUID = 1L;
  private final boolean mayHaveTakenEffect;

  /** For a wait before which nothing was written. */
  public InterruptedWaitException(InterruptedException cause) {
    this(cause, false);
  }

  private InterruptedWaitException(Throwable cause, boolean mayHaveTakenEffect) {
    super("Interrupted while waiting to try again", cause);
    this.mayHaveTakenEffect = mayHaveTakenEffect;
  }

  /**
   * False: nothing was written. True: a write may have taken effect and only its reply was lost.
   */
  public boolean mayHaveTakenEffect() {
    return mayHaveTakenEffect;
  }

  /** The same interruption, after a write whose reply was lost. */
  public InterruptedWaitException afterALostReply() {
    return new InterruptedWaitException(this, true);
  }
}
