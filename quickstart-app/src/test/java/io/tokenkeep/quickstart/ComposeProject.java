package io.tokenkeep.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The containers of docker-compose.yml under a name and on ports of their own, so that others of this machine stay alone. */
final class ComposeProject implements AutoCloseable {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final String name = "tokenkeep-it-" + ProcessHandle.current().pid();
    private final List<Integer> ports = Playground.freePorts(8);
    private final Path directory;
    private final Thread atExit = new Thread(this::down, name);
    private int commands;

    ComposeProject(Path directory) {
        this.directory = directory;
    }

    int simulatorPort() {
        return ports.get(1);
    }

    int kafkaPort() {
        return ports.get(2);
    }

    int publicPort() {
        return ports.get(0);
    }

    int callbackHealthPort() {
        return ports.get(3);
    }

    int consolePort() {
        return ports.get(7);
    }

    /** The admin key of the API. */
    String apiKey() throws IOException {
        return Files.readString(keys().resolve("console-api-key")).strip();
    }

    String keys(String set) throws IOException {
        return Files.readString(keys().resolve(set + ".json"));
    }

    /** Makes what the containers are to keep secret. */
    void makeKeys() throws Exception {
        run(List.of(ROOT.resolve("compose/make-keys").toString(), keys().toString()));
    }

    /** Builds the images and starts the containers. */
    void up() throws Exception {
        // Whatever ends this JVM, nothing of it stays.
        Runtime.getRuntime().addShutdownHook(atExit);
        compose("up", "--build", "--detach");
    }

    boolean isHealthy(String service) throws Exception {
        return inspect(service, "{{.State.Health.Status}}").equals("healthy");
    }

    String logs(String service) throws Exception {
        return compose("logs", "--no-color", "--tail", "100", service);
    }

    /** The output of {@code docker compose} with these arguments. */
    String compose(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "docker", "compose", "--project-name", name, "--env-file", "/dev/null", "--profile", "simulator"));
        command.addAll(Arrays.asList(arguments));
        return run(command);
    }

    String exec(String service, List<String> command) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("exec", "--no-TTY", service));
        arguments.addAll(command);
        return compose(arguments.toArray(String[]::new));
    }

    /** What the container of a service is asked to tell its health by, as its image says. */
    List<String> healthCommand(String service) throws Exception {
        List<String> test = inspect(service, "{{range .Config.Healthcheck.Test}}{{println .}}{{end}}")
                .lines()
                .toList();
        return test.subList(1, test.size());
    }

    String inspect(String service, String format) throws Exception {
        String container = compose("ps", "--all", "--quiet", service).strip();
        return run(List.of("docker", "inspect", "--format", format, container)).strip();
    }

    @Override
    public void close() {
        down();
        boolean unused = Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void down() {
        try {
            compose("down", "--volumes", "--remove-orphans", "--rmi", "local", "--timeout", "10");
        } catch (Exception e) {
            throw new IllegalStateException("containers of " + name + " may be left", e);
        }
    }

    Path keys() {
        return directory.resolve("keys");
    }

    private String run(List<String> command) throws Exception {
        Path out = directory.resolve("out-" + ++commands);
        Path err = directory.resolve("err-" + commands);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        settle(builder.environment());
        Process process = builder.start();
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end within " + LIMIT + "\n" + Files.readString(err));
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(command + " ended with " + process.exitValue() + "\n" + Files.readString(out)
                    + Files.readString(err));
        }
        return Files.readString(out);
    }

    /** What a person has set for a project of their own is not for this one. */
    private void settle(Map<String, String> environment) {
        environment.keySet().removeIf(variable -> variable.matches("(THREADS|TOKENKEEP|COMPOSE|PORT)_.*"));
        environment.put("KEYS_DIRECTORY", keys().toString());
        // compose/make-keys runs commands of console-service and exchange-worker.
        environment.merge("PATH", System.getProperty("java.home") + "/bin", (path, java) -> java + ":" + path);
        List<String> variables = List.of(
                "PORT_PUBLIC",
                "PORT_SIMULATOR",
                "PORT_KAFKA",
                "PORT_CALLBACK_HEALTH",
                "PORT_EXCHANGE_HEALTH",
                "PORT_REFRESH_HEALTH",
                "PORT_CONSOLE_HEALTH",
                "PORT_CONSOLE");
        for (int i = 0; i < variables.size(); i++) {
            environment.put(variables.get(i), Integer.toString(ports.get(i)));
        }
    }
}
