// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Signals of the system by their names. The JDK has them in a class that compilers warn of without
 * a way to agree, so that it is reached by reflection here, and only here.
 */
final class Signals {
  private Signals() {}

  /** Does something by itself whenever a signal arrives, in a thread that the JVM makes for it. */
  interface Handler {
    void arrived(String signal);
  }

  /**
   * Takes a signal from the JVM.
   *
   * @param signal its name without SIG
   * @return false if the JVM needs it itself, or does not know it
   */
  static boolean handle(String signal, Handler handler) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handlerType},
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      handler.arrived(signal);
                      yield null;
                    }
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> "handler of SIG" + signal;
                  });
      signalType
          .getMethod("handle", signalType, handlerType)
          .invoke(null, signalType.getConstructor(String.class).newInstance(signal), proxy);
      return true;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException) {
        return false;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      System.getLogger(Signals.class.getName())
          .log(System.Logger.Level.DEBUG, "no signals in this JVM", e);
      return false;
    }
  }
}
