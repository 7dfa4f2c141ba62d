package io.tokenkeep.exchange;

import io.tokenkeep.exchange.kafka.Clients;
import io.tokenkeep.exchange.leave.ExportCounts;
import io.tokenkeep.exchange.leave.Leave;
import io.tokenkeep.exchange.leave.LeaveConfig;
import io.tokenkeep.exchange.leave.TokenReader;
import io.tokenkeep.kit.CommandLine;
import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.UsageException;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.kit.kafka.ReadFailures;
import io.tokenkeep.seal.RecipientKeys;
import io.tokenkeep.topic.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/**
 * {@code leave --config FILE --output FILE [--app NAME]}: writes all live tokens into a file, sealed to the recipient that the settings
 * name. Prints counts and mistakes; a token that should be in the file and is not makes it fail.
 */
final class LeaveCommand {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, String> environment;
    private final PrintStream err;
    private final Duration patience;

    LeaveCommand(Map<String, String> environment, PrintStream err) {
        this(environment, err, PATIENCE);
    }

    /** @param patience how long brokers may be silent */
    LeaveCommand(Map<String, String> environment, PrintStream err, Duration patience) {
        this.environment = environment;
        this.err = err;
        this.patience = patience;
    }

    /** Fails with {@link UsageException} for a mistake in the command line. */
    Exit run(List<String> arguments) {
        CommandLine line = CommandLine.parse(arguments, Set.of("config", "output", "app"), Set.of());
        Path output = Path.of(line.required("output"));
        try {
            Settings settings = SettingsSource.load(line.path("config").orElse(null), environment)
                    .settings(ExchangeConfig.definition());
            ExchangeConfig config = ExchangeConfig.of(settings);
            RecipientKeys recipient = LeaveConfig.recipient(settings)
                    .orElseThrow(() -> new ConfigException(LeaveConfig.RECIPIENT_KEYS
                            + " is not set: it names the one who may get the tokens, and no option can"));
            return export(config, recipient, output, app(line, config));
        } catch (ConfigException e) {
            err.println(e.getMessage());
            return Exit.CONFIGURATION;
        } catch (FileAlreadyExistsException e) {
            err.println(e.getFile() + " is there already; it was left as it is");
        } catch (IOException e) {
            err.println("the file cannot be written: " + e);
        } catch (KafkaException e) {
            err.println("the tokens cannot be read: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        return Exit.FAILED;
    }

    private Exit export(ExchangeConfig config, RecipientKeys recipient, Path output, Optional<String> app)
            throws IOException {
        Clients clients = new Clients(
                config.kafka(),
                config.topics().names(),
                new Clients.Times(config.times().session(), config.times().delivery()),
                ReadFailures.of("exchange-worker-leave"));
        Consumer<byte[], byte[]> consumer = clients.reader();
        try {
            TokenReader reader = new TokenReader(
                    consumer, config.topics().names().onCluster(Topics.TOKENS), InstantSource.system(), patience);
            ExportCounts counts =
                    new Leave(config.tokensKeys(), recipient, InstantSource.system()).export(reader, output, app);
            counts.print(err);
            err.println("sealed to: " + recipient.sealingKid());
            return counts.isComplete() ? Exit.OK : Exit.FAILED;
        } finally {
            // Without a limit, close would wait for a broker that is away.
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
    }

    private static Optional<String> app(CommandLine line, ExchangeConfig config) {
        Optional<String> app = line.option("app");
        if (app.isPresent() && config.apps().find(app.get()).isEmpty()) {
            throw new UsageException("--app is none of the apps of the settings");
        }
        return app;
    }
}
