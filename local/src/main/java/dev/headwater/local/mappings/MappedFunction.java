package dev.headwater.local.mappings;

import dev.headwater.local.functions.FunctionInvoker;
import dev.headwater.local.functions.FunctionInvoker.Invocation;

/** The function that a mapping calls. */
record MappedFunction(String name, FunctionInvoker invoker) {
  Invocation call(String event) {
    return invoker.invoke(name, event);
  }
}
