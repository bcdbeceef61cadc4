package dev.headwater.template.check.yaml;

import dev.headwater.host.HeadwaterException;

/**
 * A template that cannot be read. The message is one sentence that says why, and where, without a
 * full stop.
 */
public final class TemplateException extends HeadwaterException {
  private static final long serialVersionUID = 1L;

  TemplateException(String message) {
    super(message, null);
  }
}
