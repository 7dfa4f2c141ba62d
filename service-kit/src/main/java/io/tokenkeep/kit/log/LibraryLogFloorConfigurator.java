package io.tokenkeep.kit.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Puts the {@link LibraryLogFloor} into Logback, which finds this class by itself before it looks for any configuration.
 * The floor is added again when a configuration is read again.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class LibraryLogFloorConfigurator extends ContextAwareBase implements Configurator {

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        install(context);
        context.addListener(new Reinstalling());
        return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }

    private static void install(LoggerContext context) {
        LibraryLogFloor floor = new LibraryLogFloor();
        floor.setContext(context);
        floor.start();
        context.addTurboFilter(floor);
    }

    private static final class Reinstalling implements LoggerContextListener {

        @Override
        public boolean isResetResistant() {
            return true;
        }

        @Override
        public void onReset(LoggerContext context) {
            install(context);
        }

        @Override
        public void onStart(LoggerContext context) {}

        @Override
        public void onStop(LoggerContext context) {}

        @Override
        public void onLevelChange(Logger logger, Level level) {}
    }
}
