package dev.headwater.template.check.internal;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes YAML as a person would, from texts in which {@code ${X}} stands for {@code !Ref X}. */
public final class YamlText {
  private static final Pattern REF = Pattern.compile("\\$\\{([A-Za-z0-9:]+)}");
  private static final Pattern ATTRIBUTE = Pattern.compile("\\$\\{([A-Za-z0-9]+\\.[A-Za-z0-9.]+)}");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./:-]*");

  private YamlText() {}

  public static String value(String text) {
    Matcher ref = REF.matcher(text);
    if (ref.matches()) {
      return "!Ref " + ref.group(1);
    }
    Matcher attribute = ATTRIBUTE.matcher(text);
    if (attribute.matches()) {
      return "!GetAtt " + attribute.group(1);
    }
    if (text.contains("${")) {
      return "!Sub " + quoted(text);
    }
    return PLAIN.matcher(text).matches() && !text.matches("(?i)true|false|yes|no|on|off|null|y|n")
        ? text
        : quoted(text);
  }

  public static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** A value, or several in brackets. */
  public static String list(List<String> texts) {
    return texts.size() == 1
        ? value(texts.getFirst())
        : texts.stream().map(YamlText::value).collect(Collectors.joining(", ", "[", "]"));
  }
}
