package io.tokenkeep.exchange.provider;

import io.vertx.core.Future;
import java.util.function.Function;

/** What a call to a provider came to. */
public sealed interface Reply<T> {

    /** The answer asked for. */
    record Given<T>(T value) implements Reply<T> {
        @Override
        public <R> R match(Function<? super T, ? extends R> given, Function<? super Failure, ? extends R> failed) {
            return given.apply(value);
        }
    }

    /** No such answer. */
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

    /** One function per case, so that a new case breaks the build wherever it is not handled. */
    <R> R match(Function<? super T, ? extends R> given, Function<? super Failure, ? extends R> failed);

    /** The next call, when this one brought what was asked. */
    default <R> Future<Reply<R>> then(Function<? super T, Future<Reply<R>>> next) {
        return match(next, failure -> Future.succeededFuture(Reply.failed(failure)));
    }
}
