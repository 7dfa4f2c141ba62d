package io.tokenkeep.sandbox.kafka;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class one {@link LocalKafka}, as a parameter of constructors, methods and life-cycle methods. The broker
 * starts before the class and is closed after it. A test that stops the broker has to restart it.
 */
public final class KafkaExtension implements BeforeAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(KafkaExtension.class);

    /** The store of the class closes it after the last test. */
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
