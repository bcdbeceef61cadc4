package dev.headwater.service;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a function: its environment variables, as the template sets them. A blank value
 * counts as unset. Every method throws {@link IllegalStateException} with a message that names the
 * variable and what it must be, never its value.
 */
public record Settings(Map<String, String> variables) {
  public Settings {
    variables = Map.copyOf(variables);
  }

  /** Names the variables alone: their values include credentials. */
  @Override
  public String toString() {
    return "Settings" + variables.keySet();
  }

  /**
   * What a variable is called that there is one of for each projection: {@code QUEUE_URL_BY_MONTH}
   * is the {@code QUEUE_URL} of {@code by-month}.
   */
  public static String nameOf(String variable, String projection) {
    return variable + '_' + projection.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** The value; {@code null} if it is unset. */
  public @Nullable String get(String name) {
    String value = variables.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  /** The value of a variable that must be set. */
  public String text(String name) {
    String value = get(name);
    if (value == null) {
      throw new IllegalStateException(
          "The environment variable "
              + name
              + " is not set: template.yaml sets it for this function");
    }
    return value;
  }

  /** The value of a variable that must be {@code true} or {@code false}. */
  public boolean flag(String name) {
    return oneOf(name, List.of("true", "false")).equals("true");
  }

  /** The value of a variable that must be one of these values. */
  public String oneOf(String name, List<String> values) {
    String value = text(name);
    if (!values.contains(value)) {
      throw new IllegalStateException(
          "The environment variable " + name + " must be " + String.join(" or ", values));
    }
    return value;
  }

  /**
   * The value of a variable that must be a whole number.
   *
   * @param least the smallest value allowed, at least 0
   * @param most the greatest value allowed, less than 10<sup>9</sup>
   */
  public int number(String name, int least, int most) {
    String value = text(name);
    if (value.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new IllegalStateException(
        "The environment variable "
            + name
            + " must be a whole number from "
            + least
            + " to "
            + most);
  }
}
