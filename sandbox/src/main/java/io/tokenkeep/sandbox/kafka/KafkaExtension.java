package io.tokenkeep.sandbox.kafka;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class one {@link LocalKafka}, as a parameter of constructors, methods and life-cycle methods. It starts
 * before the class and is closed after it; a test that stops the broker finds it restarted by nobody but itself.
 */
public final class KafkaExtension implements BeforeAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(KafkaExtension.class);

    /** Kept in the class's own store, which closes it when the class is over. */
    @Override
    public void beforeAll(ExtensionContext context) {
        broker(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalKafka.class;
    }

    @Override
    public LocalKafka resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return broker(context);
    }

    private static LocalKafka broker(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(LocalKafka.class, ignored -> LocalKafka.start(), LocalKafka.class);
    }
}
