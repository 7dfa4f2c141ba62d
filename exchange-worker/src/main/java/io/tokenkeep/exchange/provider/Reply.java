package io.tokenkeep.exchange.provider;

import io.vertx.core.Future;
import java.util.function.Function;

/** The result of a call to a provider. */
public sealed interface Reply<T> {

    /** The call succeeded. */
    record Given<T>(T value) implements Reply<T> {
        @Override
        public <R> R match(Function<? super T, ? extends R> given, Function<? super Failure, ? extends R> failed) {
            return given.apply(value);
        }
    }

    /** The call failed. */
    record Failed<T>(Failure failure) implements Reply<T> {
        @Override
        public <R> R match(Function<? super T, ? extends R> given, Function<? super Failure, ? extends R> failed) {
            return failed.apply(failure);
        }
    }

    static <T> Reply<T> given(T value) {
        return new Given<>(value);
    }

    static <T> Reply<T> failed(Failure failure) {
        return new Failed<>(failure);
    }

    /** One function per case, so a new case breaks the build at each place that does not handle it. */
    <R> R match(Function<? super T, ? extends R> given, Function<? super Failure, ? extends R> failed);

    /** Makes the next call if this one succeeded. */
    default <R> Future<Reply<R>> then(Function<? super T, Future<Reply<R>>> next) {
        return match(next, failure -> Future.succeededFuture(Reply.failed(failure)));
    }
}
