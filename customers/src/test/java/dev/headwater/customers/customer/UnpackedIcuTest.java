package dev.headwater.customers.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.event.PublishableText;
import dev.headwater.service.text.Characters;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The functions have no more of ICU than the build unpacks: here, too, it has to do. */
class UnpackedIcuTest {
  private static final long MAX_BYTES = 1_000_000;

  private URLClassLoader functions;
  private Method normalise;
  private Method normalisePart;
  private Method isValid;

  @BeforeEach
  void load() throws ReflectiveOperationException {
    URL[] classes = {
      place(DomainName.class), place(Characters.class), place(PublishableText.class)
    };
    functions = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader());
    Class<?> domainName = functions.loadClass(DomainName.class.getName());
    normalise = method(domainName, "normalise");
    normalisePart = method(domainName, "normalisePart");
    isValid = method(domainName, "isValid");
  }

  private static URL place(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static Method method(Class<?> type, String name) throws NoSuchMethodException {
    Method method = type.getDeclaredMethod(name, String.class);
    method.setAccessible(true);
    return method;
  }

  @AfterEach
  void close() throws IOException {
    functions.close();
  }

  @Test
  void what_is_unpacked_does_what_the_whole_library_does() throws ReflectiveOperationException {
    for (int c = 0x80; c <= Character.MAX_CODE_POINT; c += c < 0x3400 ? 1 : 61) {
      assertSame("a" + Character.toString(c) + "b.example");
      assertSame(Character.toString(c));
    }
    for (String domain :
        new String[] {
          "xn--bcher-kva.example",
          "xn--zzzz.example",
          "xn--",
          "xn--abc.example",
          "a\u200db",
          "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc",
          "1\u05e0a",
          "-\u00e9",
          "\u00e9-",
          "\u00e9..",
          "\u0301a",
          "\u00e9".repeat(64),
          "\u00e9".repeat(2_000),
          "xn--" + "a".repeat(3_000),
          "\u00e9--b"
        }) {
      assertSame(domain);
    }
  }

  private void assertSame(String domain) throws ReflectiveOperationException {
    String normal = DomainName.normalise(domain);
    assertThat(call(normalise, domain)).isEqualTo(normal);
    assertThat(call(normalisePart, domain)).isEqualTo(DomainName.normalisePart(domain));
    assertThat(call(isValid, normal)).isEqualTo(DomainName.isValid(normal));
  }

  private static Object call(Method method, String domain) throws ReflectiveOperationException {
    try {
      return method.invoke(null, domain);
    } catch (InvocationTargetException e) {
      throw new AssertionError("Something of ICU is missing for " + domain, e.getCause());
    }
  }

  @Test
  void little_is_unpacked() throws IOException, URISyntaxException {
    assertThatThrownBy(() -> functions.loadClass("com.ibm.icu.util.ULocale"))
        .isInstanceOf(ClassNotFoundException.class);
    URI root = functions.getURLs()[0].toURI();
    try (Stream<Path> files = Files.walk(Path.of(root).resolve("com/ibm/icu"))) {
      assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isBetween(1L, MAX_BYTES);
    }
    assertThat(functions.getResource("META-INF/LICENSE-icu4j.txt")).isNotNull();
  }
}
