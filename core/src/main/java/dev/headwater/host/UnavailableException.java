package dev.headwater.host;

import org.jspecify.annotations.Nullable;

/** A service did not answer, or refused to for now. The call may be repeated. */
public final class UnavailableException extends HeadwaterException {
  private static final long serialVersionUID = 2L;
  private final boolean mayHaveTakenEffect;
  private final @Nullable ConfigurationFault configurationFault;

  /** Of a failure that may pass by itself. */
  public UnavailableException(
      String message, boolean mayHaveTakenEffect, @Nullable Throwable cause) {
    this(message, mayHaveTakenEffect, null, cause);
  }

  /**
   * @param configurationFault {@code null} for a failure that may pass by itself
   */
  public UnavailableException(
      String message,
      boolean mayHaveTakenEffect,
      @Nullable ConfigurationFault configurationFault,
      @Nullable Throwable cause) {
    super(message, cause);
    this.mayHaveTakenEffect = mayHaveTakenEffect;
    this.configurationFault = configurationFault;
  }

  /** False: certainly nothing was written. True: only the reply may have been lost. */
  public boolean mayHaveTakenEffect() {
    return mayHaveTakenEffect;
  }

  /**
   * Whether the failure may pass by itself, as a throttled request or a lost connection does.
   * Missing rights or a missing table do not: see {@link #configurationFault}.
   */
  public boolean mayPass() {
    return configurationFault == null;
  }

  /** What an operator has to correct; {@code null} when the failure may pass by itself. */
  public @Nullable ConfigurationFault configurationFault() {
    return configurationFault;
  }

  /** The last failure of a write of which an earlier try may have taken effect. */
  public UnavailableException afterALostReply() {
    return mayHaveTakenEffect
        ? this
        : new UnavailableException(
            getMessage() + " after a try that may have succeeded", true, configurationFault, this);
  }
}
