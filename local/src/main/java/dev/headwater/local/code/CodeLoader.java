package dev.headwater.local.code;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Set;

/**
 * Loads the classes of a function, and the libraries beside them. They share only the interfaces of
 * Lambda with the local cloud, so they may bring any version of any library.
 */
final class CodeLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final Set<String> SHARED =
      Set.of(
          "com.amazonaws.services.lambda.runtime", "com.amazonaws.services.lambda.runtime.logging");

  private static final ClassLoader OWN = CodeLoader.class.getClassLoader();

  CodeLoader(List<URL> classPath) {
    super(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (SHARED.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))))) {
      try {
        return OWN.loadClass(name);
      } catch (ClassNotFoundException newer) {
        return super.findClass(name);
      }
    }
    return super.findClass(name);
  }
}
