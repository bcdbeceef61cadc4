// Runs ./headwater serve for a test, and creates clients for its endpoints.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const LAUNCHER = fileURLToPath(new URL("../headwater", import.meta.url));
const credentials = { accessKeyId: "local", secretAccessKey: "local" };

const READY_MILLIS = 240_000;

/** Resolves once the server prints `ready`. On failure, stops it and deletes its data. */
export async function serve(...options) {
  const data = await mkdtemp(join(tmpdir(), "headwater-interop-"));
  const child = spawn(LAUNCHER, ["serve", "--port", "0", "--data", data, ...options], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, "exit");
      child.kill();
      await exited;
    }
    await rm(data, { recursive: true, force: true });
  };
  try {
    await ready(child);
  } catch (failure) {
    await stop();
    throw failure;
  }
  const endpoints = JSON.parse(await readFile(join(data, "endpoints.json"), "utf8"));
  return {
    endpoints,
    client: (Client, service) =>
      new Client({ endpoint: endpoints[service], region: endpoints.region, credentials }),
    stop,
  };
}

async function ready(child) {
  const printed = [];
  const tooLong = setTimeout(() => child.kill("SIGKILL"), READY_MILLIS);
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      printed.push(line);
      if (line === "ready") {
        child.stdout.resume();
        return;
      }
    }
  } finally {
    clearTimeout(tooLong);
  }
  throw new Error(`headwater exited before it was ready:\n${printed.join("\n")}`);
}

/** Repeats the call until it returns a truthy value, for at most 30 seconds. */
export async function eventually(ask) {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("no answer within 30 seconds");
}
